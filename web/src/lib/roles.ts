import type { Role } from '../api/session';

export const roles: readonly { id: Role; label: string; says: string }[] = [
  { id: 'viewer', label: 'Viewer', says: 'looks at incidents, sources and health' },
  { id: 'analyst', label: 'Analyst', says: 'also works on incidents and searches events' },
  { id: 'responder', label: 'Responder', says: 'also approves and starts responses' },
  { id: 'admin', label: 'Administrator', says: 'also manages people, sources and settings' },
];
export const roleLabel = (role: Role) => roles.find((r) => r.id === role)?.label ?? role;
