import { get, post } from './client';

export interface ChannelHealth { name: string; sent: number; lost: number; held: number; lastSent: string | null; problem: string | null }

export const notifications = {
  channels: (signal?: AbortSignal) => get<ChannelHealth[]>('notifications/channels', { signal }),
  test: (name: string) => post<void>(`notifications/channels/${encodeURIComponent(name)}/test`),
};
