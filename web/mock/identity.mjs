import { ago, guid } from './random.mjs';
import { hostile } from './world.mjs';

// Passwords and codes of a development tool: everything works with "correct horse" and 123456.
export const state = { isSetUp: true, user: null, pending: null, hasTotp: true };
const me = (name, mustEnroll = false) => ({ id: guid(1), name, role: 'admin', hasTotp: !mustEnroll, hasPasskey: false, mustEnroll, isFresh: true, recoveryCodes: 8 });
const users = [['maria', 'admin', true], ['tom', 'analyst', true], ['board', 'viewer', false]].map(([name, role, hasTotp], i) => ({ id: guid(10 + i), name, role, isDisabled: i === 2, isInvited: i === 2, hasTotp, passkeys: i === 0 ? 1 : 0, isExternal: false, created: ago(90000), lockedUntil: null }));
const tokens = [{ id: guid(30), name: 'dashboard', scopes: ['read:incidents', 'read:health'], created: ago(9000), expires: ago(-90000), used: ago(4), owner: 'maria', role: 'viewer' }];
const qr = () => { let path = ''; for (let y = 0; y < 25; y++) for (let x = 0; x < 25; x++) if ((x * 7 + y * 13 + x * y) % 3 === 0 || ((x < 7 || x > 17) && y < 7 && (x % 6 === 0 || y % 6 === 0)) || (x < 7 && y > 17 && (x % 6 === 0 || y % 6 === 0))) path += `M${x} ${y}h1v1h-1z`; return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 29 29"><path fill="#fff" d="M-2-2h29v29h-29z"/><path d="${path}"/></svg>`; };
const audit = Array.from({ length: 120 }, (_, i) => ({ id: 120 - i, time: ago(i * 47), actor: ['maria', 'tom', 'hoplite', 'unknown'][i % 4], action: ['sign-in', 'incident.closed', 'source.enrolled', 'sign-in.failed'][i % 4], detail: i % 9 ? `number ${240 - i}` : hostile[0], hash: '9f86d081884c7d65', address: '192.168.10.' + (i % 30) }));

const ok = (body) => ({ status: 200, body });
const no = (status, detail) => ({ status, body: { title: 'Not possible', detail, status } });

export function identity(method, path, body, query = new URLSearchParams()) {
  switch (`${method} ${path}`) {
    case 'POST setup': state.isSetUp = true; state.user = me(body.name, true); return ok({ next: 'enroll' });
    case 'POST sign-in': if (body.password !== 'correct horse') return no(401, 'The name or the password is wrong.'); state.pending = body.name; return ok({ next: 'totp' });
    case 'POST sign-in/totp': if (body.code !== '123456') return no(401, 'The code is wrong or too old.'); state.user = me(state.pending ?? 'maria'); return ok({ next: 'done' });
    case 'POST passkey/options': return ok({ challenge: 'AAAA', rpId: 'localhost', timeout: 60000, userVerification: 'required', allowCredentials: [] });
    case 'POST sign-out': state.user = null; return { status: 204 };
    case 'POST me/totp': return ok({ secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Hoplite:maria?secret=JBSWY3DPEHPK3PXP&issuer=Hoplite', svg: qr() });
    case 'POST me/totp/confirm': if (body.code !== '123456') return no(400, 'The code is wrong or too old.'); state.user = { ...state.user, hasTotp: true, mustEnroll: false }; return ok({ codes: ['7h2k-9fma', 'q0xr-43tz', 'mm1e-8dwp', 'v5yb-6cjn', 'e3ks-0gqh', '9wtd-x2la', 'p7cf-r1uo', 'b4zn-5siy'] });
    case 'POST me/password': return body.current === 'correct horse' ? { status: 204 } : no(400, 'The present password is wrong.');
    case 'GET me/passkeys': return ok([{ id: 'a1', name: 'Laptop of Maria', created: ago(30000), used: ago(400) }]);
    case 'GET me/sessions': return ok([{ id: 's1', method: 'totp', created: ago(90), seen: ago(0), address: '192.168.10.4', agent: 'Chromium on Linux', isCurrent: true }, { id: 's2', method: 'passkey', created: ago(5000), seen: ago(900), address: '192.168.10.9', agent: hostile[2], isCurrent: false }]);
    case 'GET users': return ok(users);
    case 'POST users': users.push({ id: guid(users.length + 60), name: body.name, role: body.role, isDisabled: false, isInvited: true, hasTotp: false, passkeys: 0, isExternal: false, created: ago(0), lockedUntil: null }); return ok({ user: users.at(-1), link: 'https://hoplite.clinic.example/invitation#hpi_4Zt0example', expires: ago(-4320) });
    case 'GET tokens': return ok(tokens);
    case 'POST tokens': tokens.push({ id: guid(tokens.length + 80), name: body.name, scopes: body.scopes, created: ago(0), expires: ago(-1440 * body.days), used: null, owner: 'maria', role: 'admin' }); return ok({ secret: 'hpt_example_token_for_development_only', token: tokens.at(-1) });
    case 'GET audit': return ok(audit.filter((a) => !query.get('before') || a.id < Number(query.get('before'))).slice(0, Number(query.get('limit') ?? 100)));
    case 'GET audit/verify': return ok({ isWhole: true, firstBroken: null, entries: audit.length, head: '9f86d081884c7d659a2feaa0c55ad015' });
  }
  const [kind, id] = path.split('/');
  const list = { users, tokens }[kind];
  if (list && id) {
    const index = list.findIndex((x) => x.id === id);
    if (index < 0) return no(404, 'There is no such entry.');
    if (method === 'DELETE') list.splice(index, 1);
    if (method === 'PUT') Object.assign(list[index], body);
    if (method === 'POST') return ok({ user: list[index], link: 'https://hoplite.clinic.example/invitation#hpi_again', expires: ago(-4320) });
    return { status: 204 };
  }
  return method === 'DELETE' ? { status: 204 } : no(404, `The mock does not know ${method} identity/${path}.`);
}
