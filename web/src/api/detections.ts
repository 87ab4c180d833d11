import { get } from './client';
import type { Severity } from './incidents';

export type DetectionState = 'can-fire' | 'source-silent' | 'field-missing' | 'not-evaluable';
export interface DetectionRow {
  id: string; title: string; level: Severity; logSource: string; techniques: string[]; state: DetectionState; because: string;
  lastFired: string | null; findings: number; precision: number | null; judged: number; tests: number;
}
export interface DetectionDetail { rule: DetectionRow; description: string | null; author: string | null; falsePositives: string[]; text: string }
export interface DetectionPage { items: DetectionRow[]; loaded: string; problems: string[] }
export interface TechniqueCell { tactic: string; technique: string; name: string; rules: number; executable: number; findings: number }
export interface TacticColumn { tactic: string; name: string }
export interface CoverageMatrix { tactics: TacticColumn[]; cells: TechniqueCell[]; nominal: number; executable: number }

export const detections = {
  page: (signal?: AbortSignal) => get<DetectionPage>('detections', { signal }),
  detail: (id: string, signal?: AbortSignal) => get<DetectionDetail>(`detections/${encodeURIComponent(id)}`, { signal }),
  coverage: (signal?: AbortSignal) => get<CoverageMatrix>('detections/coverage', { signal }),
};
