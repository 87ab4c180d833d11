import { get, type Query } from './client';
import type { Schema } from './types';

export type AssetRow = Schema<'AssetRow'>;
export type AssetPage = Schema<'AssetPage'>;

export const assets = { page: (query: Query, signal?: AbortSignal) => get<AssetPage>('assets', { query, signal }) };
