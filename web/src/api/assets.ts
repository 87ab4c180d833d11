import { get, type Query } from './client';

export interface AssetRow {
  name: string; role: string | null; first: string; last: string; events: number; users: string[]; logSources: string[]; openIncidents: number; findings: number;
}
export interface AssetPage { items: AssetRow[]; asOf: string }

export const assets = { page: (query: Query, signal?: AbortSignal) => get<AssetPage>('assets', { query, signal }) };
