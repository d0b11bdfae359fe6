/* Light or dark, before anything is drawn: as the system has it, unless somebody chose. */

(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = localStorage.getItem("homeroom.theme");
  if (chosen) root.dataset.theme = chosen;
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const say = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      localStorage.setItem("homeroom.theme", root.dataset.theme);
      say();
    });
    system.addEventListener("change", say);
    say();
  });
})();
