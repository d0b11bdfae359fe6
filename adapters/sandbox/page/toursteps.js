/**
 * The ten steps of the class week. `lines` say what to do; `who` is a role to be; `place` opens a
 * place by its name; `command` is put into the command line; `walk` is when it happens, by the
 * course's clock; `at` is what the pointer stands beside, with `tip` in it.
 */
export const STEPS = [
  {
    key: "course",
    title: "A course",
    about: "One file describes the class: people, places, sessions, policy. Homeroom has read it.",
    lines: [
      "Be the instructor: the staff place on the left is closed to students.",
      "Give /class next: the plan, by the instructor's clock.",
      "Be a student far away, such as Aroha in Auckland, and give it again.",
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
      "Be any student and press Answer in the welcome message.",
      "Fill in the pages; each is saved by itself, and Continue leads to the next.",
      "My answers shows all of it, to change or withdraw; so does /class survey answer.",
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
      "Press “To the next event” once: the first seminar is announced.",
      "Read its time, then be a person in another zone: the same message reads differently.",
      "Press Remind me under it; the reminders come as a private message.",
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
      "Walk to Tuesday 15:00, when it begins; or be the instructor and give /class session start.",
      "Read the check-in code in the staff place; be a student and check in with it.",
      "Ask with the button or /class ask, vote for questions and in the poll at 15:30, and watch the board change by itself.",
    ],
    who: "student",
    place: "live",
    walk: "Tue 15:00",
    at: "#stream",
    tip: "While a session is live, its card stands here: Check in, Ask a question, What did I miss?",
  },
  {
    key: "recap",
    title: "The recap",
    about:
      "When a session ends, a draft waits for staff; published, it tells everyone what happened.",
    lines: [
      "Be the instructor; in the staff place press End the session, or let time walk to its end.",
      "Read the draft there, press Edit, then Publish.",
      "“Read it” leads to the recaps' place; every line there leads back to its message.",
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
      "Be a student who was not in the session, such as Malik.",
      "Press Make it up under the recap, then Start.",
      "See answers shows what others said, but only after you have sent your own.",
    ],
    who: "student",
    place: "recaps",
    at: "#stream",
    tip: "Make it up, under a recap, asks the session's own questions, in your own time.",
  },
  {
    key: "archive",
    title: "The archive",
    about: "Recaps, discussions, answers and resources, found again with a few words.",
    lines: [
      "Type /class archive and some words, such as greeting.",
      "Follow a result to its message, or read one in full.",
    ],
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
      "The week's discussion opens on Monday at 09:00. If it isn't here yet, walk to then.",
      "Write in the thread under it: 75 words make a post. What's expected of me says what is left.",
      "Be the instructor: /class discuss unanswered lists posts that nobody has answered.",
    ],
    who: "student",
    place: "discussions",
    walk: "Mon 09:00",
    at: "#stream",
    tip: "Point at the discussion, press Reply in a thread, and write there. Others write too.",
  },
  {
    key: "participation",
    title: "Participation",
    about: "What counts, why it counts, and the easiest next step: for your eyes only.",
    lines: [
      "As a student, give /class progress: where you stand, and the easiest next step.",
      "Why shows each act with its evidence; My choice declares how you will take part.",
      "/class me shows what is stored about you, to download or withdraw.",
    ],
    who: "student",
    place: "announcements",
    command: "/class progress ",
    at: "#composer",
    tip: "Press Enter: your standing is confidential; nobody else can see it.",
  },
  {
    key: "export",
    title: "The export",
    about: "Each week the gradebook's file waits for staff, in a place that students can't read.",
    lines: [
      "Walk to Monday 06:00, when the week before is exported.",
      "Be the instructor and open the staff place: a chart, and the week's files to download.",
      "Or ask for them at any time with /class export: they come as a private message.",
    ],
    who: "instructor",
    place: "staff",
    walk: "Mon 06:00",
    command: "/class export",
    at: "#composer",
    tip: "Choose a week and a format. The file is a private download.",
  },
];
