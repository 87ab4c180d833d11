import { get, post, type Query } from './client';
import type { Narrow, Schema } from './types';

export type AgentVerdict = 'malicious' | 'suspicious' | 'undetermined' | 'benign-explained';
export type VerdictSource = 'rules' | 'model' | 'fallback';
export type Outcome = 'allowed' | 'needs-approval' | 'needs-two-approvals' | 'denied' | 'read';
export type Rung = 'observe' | 'propose' | 'act';

export type ReportLabel = Schema<'ReportLabel'>;
export type ReportReason = Schema<'ReportReason'>;
export type ReportFlip = Narrow<Schema<'ReportFlip'>, { to: AgentVerdict }>;
export type ReportMember = Schema<'ReportMember'>;
export type ReportProposal = Narrow<Schema<'ReportProposal'>, { outcome: Outcome | null }>;
export type ReportStep = Schema<'ReportStep'>;
export type ReportCost = Schema<'ReportCost'>;
export type ReportLeaf = Schema<'ReportLeaf'>;
export type InvestigationReport = Narrow<Schema<'InvestigationReport'>, { verdict: AgentVerdict; rulesVerdict: AgentVerdict; source: VerdictSource; flips: ReportFlip[]; proposals: ReportProposal[] }>;
export type AgentRunRow = Narrow<Schema<'AgentRunRow'>, { verdict: AgentVerdict; source: VerdictSource }>;
export type AgentRunPage = Narrow<Schema<'AgentRunPage'>, { items: AgentRunRow[] }>;
export type IncidentInvestigation = Narrow<Schema<'IncidentInvestigation'>, { report: InvestigationReport | null; runs: AgentRunRow[] }>;
export type AutonomyRow = Narrow<Schema<'AutonomyRow'>, { rung: Rung }>;
export type ProviderState = Schema<'ProviderState'>;
export type LedgerProof = Schema<'LedgerProofAnswer'>;

export type DrillProperty = Narrow<Schema<'DrillProperty'>, { state: 'held' | 'broken' | 'not-measured' }>;
export type DrillAnswer = Narrow<Schema<'DrillAnswer'>, { properties: DrillProperty[] }>;
export type DrillState = Narrow<Schema<'DrillState'>, { state: 'idle' | 'running'; last: DrillAnswer | null }>;
export type AgentTrust = Narrow<Schema<'AgentTrust'>, { autonomy: AutonomyRow[]; lastDrill: DrillAnswer | null }>;

const of = (id: string) => encodeURIComponent(id);

export const agents = {
  runs: (query: Query, signal?: AbortSignal) => get<AgentRunPage>('agents/runs', { query, signal }),
  run: (id: string, signal?: AbortSignal) => get<InvestigationReport>(`agents/runs/${of(id)}`, { signal }),
  ofIncident: (id: string, signal?: AbortSignal) => get<IncidentInvestigation>(`incidents/${of(id)}/investigation`, { signal }),
  again: (incident: string) => post<Schema<'InvestigateAnswer'>>(`incidents/${of(incident)}/investigate`),
  trust: (signal?: AbortSignal) => get<AgentTrust>('agents/trust', { signal }),
  setAutonomy: (action: string, rung: Rung) => post<AutonomyRow>('agents/autonomy', { action, rung }),
  drill: (signal?: AbortSignal) => get<DrillState>('agents/drill', { signal }),
  startDrill: (episodes: number) => post<DrillState>('agents/drill', { episodes }),
  proofAddress: (leaf: string) => `/api/v1/ledger/${of(leaf)}/proof`,
};
