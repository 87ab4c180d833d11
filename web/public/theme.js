try {
  const chosen = localStorage.getItem('hoplite.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // A browser without storage follows the system.
}
