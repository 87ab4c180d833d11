import type { Component } from 'svelte';

export interface FoundPage { section: string; load: () => Promise<{ default: Component<any> }>; props: Record<string, string> }

const table: readonly { path: RegExp; section: string; load: FoundPage['load']; names?: string[] }[] = [
  { path: /^\/$/, section: 'overview', load: () => import('./overview/Overview.svelte') },
  { path: /^\/incidents$/, section: 'incidents', load: () => import('./incidents/Queue.svelte') },
  { path: /^\/incidents\/([\w-]+)$/, section: 'incidents', load: () => import('./incidents/Workbench.svelte'), names: ['id'] },
  { path: /^\/findings$/, section: 'findings', load: () => import('./findings/Findings.svelte') },
  { path: /^\/search$/, section: 'search', load: () => import('./hunt/Search.svelte') },
  { path: /^\/search\/saved$/, section: 'search', load: () => import('./hunt/SavedHunts.svelte') },
  { path: /^\/search\/ask$/, section: 'search', load: () => import('./hunt/Ask.svelte') },
  { path: /^\/agents$/, section: 'agents', load: () => import('./agents/AgentRuns.svelte') },
  { path: /^\/agents\/runs\/([\w-]+)$/, section: 'agents', load: () => import('./agents/AgentRun.svelte'), names: ['id'] },
  { path: /^\/agents\/trust$/, section: 'agents', load: () => import('./agents/Trust.svelte') },
  { path: /^\/response$/, section: 'response', load: () => import('./response/Responses.svelte') },
  { path: /^\/response\/questions\/([\w-]+)$/, section: 'response', load: () => import('./response/Question.svelte'), names: ['id'] },
  { path: /^\/response\/playbooks$/, section: 'response', load: () => import('./response/Playbooks.svelte') },
  { path: /^\/response\/playbooks\/([\w-]+)$/, section: 'response', load: () => import('./response/Playbook.svelte'), names: ['id'] },
  { path: /^\/response\/runs\/([\w-]+)$/, section: 'response', load: () => import('./response/PlaybookRun.svelte'), names: ['id'] },
  { path: /^\/intelligence$/, section: 'intelligence', load: () => import('./intelligence/Intelligence.svelte') },
  { path: /^\/intelligence\/indicators$/, section: 'intelligence', load: () => import('./intelligence/Indicators.svelte') },
  { path: /^\/intelligence\/indicators\/([^/]+)$/, section: 'intelligence', load: () => import('./intelligence/Indicator.svelte'), names: ['id'] },
  { path: /^\/intelligence\/objects$/, section: 'intelligence', load: () => import('./intelligence/Objects.svelte') },
  { path: /^\/intelligence\/community$/, section: 'intelligence', load: () => import('./intelligence/Community.svelte') },
  { path: /^\/detections$/, section: 'detections', load: () => import('./detections/Detections.svelte') },
  { path: /^\/sources$/, section: 'sources', load: () => import('./sources/Sources.svelte') },
  { path: /^\/assets$/, section: 'assets', load: () => import('./assets/Assets.svelte') },
  { path: /^\/reports$/, section: 'reports', load: () => import('./reports/Reports.svelte') },
  { path: /^\/admin$/, section: 'admin', load: () => import('./admin/Admin.svelte') },
  { path: /^\/account$/, section: 'account', load: () => import('./admin/Account.svelte') },
];

// One found page per path, so that a change of the query alone does not load the page anew.
const known = new Map<string, FoundPage>();

export function pageOf(path: string): FoundPage {
  const before = known.get(path);
  if (before) return before;
  let page: FoundPage = { section: '', load: () => import('./NotFound.svelte'), props: {} };
  for (const entry of table) {
    const match = entry.path.exec(path);
    if (match) {
      const loading = entry.load();
      page = { section: entry.section, load: () => loading, props: Object.fromEntries((entry.names ?? []).map((name, i) => [name, match[i + 1]])) };
      loading.catch(() => known.delete(path));
      break;
    }
  }
  known.set(path, page);
  return page;
}
