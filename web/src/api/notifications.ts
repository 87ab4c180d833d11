import { get, post } from './client';
import type { Schema } from './types';

export type ChannelHealth = Schema<'ChannelHealth'>;

export const notifications = {
  channels: (signal?: AbortSignal) => get<ChannelHealth[]>('notifications/channels', { signal }),
  test: (name: string) => post<void>(`notifications/channels/${encodeURIComponent(name)}/test`),
};
