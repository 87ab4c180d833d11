import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const api = process.env.HOPLITE_API ?? 'http://127.0.0.1:5199';

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    target: 'es2021',
    // Everything stays a file of its own: a strict content security policy allows neither inline scripts nor data URIs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  // The host stays as the browser wrote it, because the server compares it with the origin of a change.
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: false } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
