import { get } from './client';
import type { Severity } from './incidents';
import type { Narrow, Schema } from './types';

export type DetectionState = 'can-fire' | 'source-silent' | 'field-missing' | 'not-evaluable';
export type DetectionRow = Narrow<Schema<'DetectionRow'>, { level: Severity; state: DetectionState }>;
export type DetectionDetail = Narrow<Schema<'DetectionDetail'>, { rule: DetectionRow }>;
export type DetectionPage = Narrow<Schema<'DetectionPage'>, { items: DetectionRow[] }>;
export type TechniqueCell = Schema<'TechniqueCell'>;
export type TacticColumn = Schema<'TacticColumn'>;
export type CoverageMatrix = Schema<'CoverageMatrix'>;

export const detections = {
  page: (signal?: AbortSignal) => get<DetectionPage>('detections', { signal }),
  detail: (id: string, signal?: AbortSignal) => get<DetectionDetail>(`detections/${encodeURIComponent(id)}`, { signal }),
  coverage: (signal?: AbortSignal) => get<CoverageMatrix>('detections/coverage', { signal }),
};
