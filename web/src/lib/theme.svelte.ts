export type ThemeChoice = 'system' | 'light' | 'dark';

class Theme {
  choice = $state<ThemeChoice>((document.documentElement.dataset.theme as ThemeChoice | undefined) ?? 'system');
  /** Counts changes, for pictures that are painted with colours read from the style sheet. */
  turn = $state(0);

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.turn++);
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    if (choice === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    try {
      if (choice === 'system') localStorage.removeItem('hoplite.theme');
      else localStorage.setItem('hoplite.theme', choice);
    } catch { /* a browser without storage forgets the choice */ }
    this.turn++;
  }
}

export const theme = new Theme();

export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
