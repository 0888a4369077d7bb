/** Single keys act on the page only while nobody types and no dialog or menu is open above it. */
export function isPageKey(event: KeyboardEvent): boolean {
  const target = event.target;
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input:not([type=checkbox]), textarea, select') !== null);
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return (
    isPlain &&
    !isTyping &&
    !event.defaultPrevented &&
    document.querySelector('[role=dialog], [role=menu]') === null
  );
}
