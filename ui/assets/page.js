// What the browser does by itself: the answer box keeps its draft over a reload and gets the cursor.
(() => {
  const BOX = "[data-testid=stChatInputTextArea]";
  const place = () => `draft:${new URL(location.href).searchParams.get("session") || ""}`;
  let seen = null, typing = false;

  function keep(box) {
    if (box.value.trim()) sessionStorage.setItem(place(), box.value);
    else sessionStorage.removeItem(place());
  }

  function restore(box) {
    const draft = sessionStorage.getItem(place());
    if (!draft || box.value || box.disabled) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, draft);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function take(box) {
    const idle = !document.activeElement || document.activeElement === document.body;
    if (idle && matchMedia("(hover: hover)").matches) box.focus({ preventScroll: true });
  }

  // The passage that was asked for comes into sight, once.
  function show() {
    const cited = document.querySelector("[class*='st-key-cited-']:not([data-seen])");
    if (!cited || !cited.innerText.trim()) return;
    cited.dataset.seen = "yes";
    cited.scrollIntoView({ block: "center" });
  }

  function look() {
    show();
    const box = document.querySelector(BOX);
    if (box && box !== seen) {
      restore(box);
      take(box);
    } else if (box && typing && !box.disabled) {
      take(box);  // a box that was closed while an answer was worked out
    }
    if (box) typing = box.disabled && (typing || document.activeElement === document.body);
    seen = box;
  }

  document.addEventListener("input", event => event.target.matches?.(BOX) && event.isTrusted && keep(event.target));
  // What was sent leaves the box without an event of its own.
  for (const kind of ["keyup", "click"])
    document.addEventListener(kind, () => setTimeout(() => {
      const box = document.querySelector(BOX);
      if (box && !box.value && !box.disabled) sessionStorage.removeItem(place());
    }, 0));

  // A link to one of our own pages opens here; Streamlit would open a new tab.
  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[target=_blank]");
    if (link && link.origin === location.origin && !link.hasAttribute("download")) link.target = "_self";
  }, true);

  document.addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], [role=grid], [role=dialog]")) return;
    const field = document.querySelector(`${BOX}:enabled, .stMain input[type=text]:enabled, .stMain input[type=search]:enabled`);
    if (!field) return;
    event.preventDefault();
    field.focus();
  });

  // What other pages are drawn with, read while somebody looks at this one.
  const later = document.currentScript.dataset.later.split(" ").filter(Boolean);
  const REST = 2000;
  const idly = window.requestIdleCallback || (next => setTimeout(next, 200));
  const readNext = () => later.length && import(later.shift()).catch(() => {}).then(() => idly(readNext));
  window.addEventListener("load", () => setTimeout(() => idly(readNext), REST));

  new MutationObserver(look).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"],
  });
})();
