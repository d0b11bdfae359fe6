/**
 * The ten steps of the class week. `lines` say what to do; `who` is a role to be; `place` opens a
 * place by its name (or "direct"); `command` is put into the command line; `at` is what the
 * pointer stands beside, with `tip` in it.
 */
export const STEPS = [
  {
    key: "course",
    title: "A course",
    about: "One file describes the class: people, places, sessions, policy. Homeroom has read it.",
    lines: [
      "Be the instructor and look at the places on the left.",
      "Type /class next: the plan, in your own time.",
      "Be a student far away and type it again.",
    ],
    who: "instructor",
    place: "announcements",
    command: "/class next",
    at: "#composer",
    tip: "Press Enter: the next session, as the file planned it, by this person's clock.",
  },
  {
    key: "asking",
    title: "Asking the class",
    about: "A short form asks where people are and which hours never work. Answers act at once.",
    lines: [
      "Be any student.",
      "Press Answer in the welcome message and fill in the pages; each is saved by itself.",
      "Change or withdraw the answers with /class survey answer.",
    ],
    who: "student",
    place: "announcements",
    at: "#stream",
    tip: "Press Answer in the welcome message. The form opens page by page.",
  },
  {
    key: "announcement",
    title: "Announcements",
    about:
      "Each session is announced in every reader's local time. Reminders come only to those who want them.",
    lines: [
      "Press “To the next event” until a session is announced.",
      "Read its time, then be a person in another zone: the same message reads differently.",
      "Press Remind me, or choose all reminders with /class reminders.",
    ],
    place: "announcements",
    at: "#me",
    tip: "Be somebody in another zone and read the same announcement again.",
  },
  {
    key: "live",
    title: "The live session",
    about: "Check-in with a code, questions with votes, polls with live results.",
    lines: [
      "Be the instructor and give /class session start, or let time walk there.",
      "Be a student: check in and ask with the buttons, or with /class ask.",
      "Watch the question board change by itself.",
    ],
    who: "student",
    place: "live",
    command: "/class ask ",
    at: "#composer",
    tip: "Ask something. Anonymous hides your name from classmates and says who still sees it.",
  },
  {
    key: "recap",
    title: "The recap",
    about:
      "When a session ends, a draft waits for staff; published, it tells everyone what happened.",
    lines: [
      "Be the instructor and end the session, or walk to its end.",
      "Open the staff place: read the draft, edit it, publish it.",
      "Every line leads back to its message.",
    ],
    who: "instructor",
    place: "staff",
    at: "#stream",
    tip: "The draft appears here within seconds of the session's end. Publish it with its button.",
  },
  {
    key: "make-up",
    title: "The make-up",
    about: "Who was not there answers the session's questions, and earns the same.",
    lines: [
      "Be a student who was not in the session.",
      "Open the recap and press its make-up button.",
      "Answers of others open after your own.",
    ],
    who: "student",
    place: "recaps",
    at: "#stream",
    tip: "The recap's button opens the make-up: the session's own questions, in your own time.",
  },
  {
    key: "archive",
    title: "The archive",
    about: "Recaps, discussions, answers and resources, found again with a few words.",
    lines: ["Type /class archive and some words.", "Follow a result to its message."],
    place: "recaps",
    command: "/class archive ",
    at: "#composer",
    tip: "Type a word from the session, then press Enter. Any words will do.",
  },
  {
    key: "discussion",
    title: "The discussion",
    about:
      "A prompt opens on its day; posts and replies have their own due times, by each person's clock.",
    lines: [
      "Walk to Monday: the week's discussion opens.",
      "Reply to it in a thread; 75 words make a post.",
      "Be staff: a private list shows posts that nobody has answered.",
    ],
    who: "student",
    place: "discussions",
    at: "#stream",
    tip: "Open the discussion's thread and write there. Others write too.",
  },
  {
    key: "participation",
    title: "Participation",
    about: "What counts, why it counts, and the easiest next step: for your eyes only.",
    lines: [
      "Type /class progress as a student.",
      "With why: yes it shows each entry and its evidence.",
      "/class me shows and exports what is stored about you.",
    ],
    who: "student",
    place: "direct",
    command: "/class progress ",
    at: "#composer",
    tip: "Press Enter: your standing is confidential; nobody else can see it.",
  },
  {
    key: "export",
    title: "The export",
    about: "Each week the gradebook's file waits for staff, in a place that students can't read.",
    lines: [
      "Be the instructor and walk to Monday.",
      "Open the staff place and download the week's file.",
      "Or ask for it: /class export.",
    ],
    who: "instructor",
    place: "staff",
    command: "/class export",
    at: "#composer",
    tip: "Choose a week and a format. The file is a private download.",
  },
];
