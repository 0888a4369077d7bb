/** Which workspace this browser tab works in. Another tab may work in another one. */

const STORAGE_KEY = 'tieout.workspace';

let chosen = read();

export function chosenWorkspaceId(): string | null {
  return chosen;
}

/** Every later request acts in this workspace; the next new tab starts with it. */
export function chooseWorkspace(id: string | null): void {
  chosen = id;
  try {
    if (id === null) {
      localStorage.removeItem(STORAGE_KEY);
    } else {
      localStorage.setItem(STORAGE_KEY, id);
    }
  } catch {
    // Storage may be switched off; the choice then lasts as long as the tab.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}
