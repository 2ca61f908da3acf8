import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { standIn } from './test/stand-in-server.ts';

const platform = process.env.PLATFORM ?? 'http://127.0.0.1:8080';

// `npm run dev` shows the console against the stand-in of test/; `npm run dev -- --mode real` against a platform.
export default defineConfig(({ mode, command }) => ({
  base: '/desk/',
  plugins: [react(), ...(command === 'serve' && mode === 'development' ? [standIn()] : [])],
  build: {
    outDir: process.env.CONSOLE_OUT ?? 'target/dist',
    emptyOutDir: true,
    assetsInlineLimit: 0, // nothing inline: the pages' policy allows none
    modulePreload: { polyfill: false },
    manifest: true,
    target: 'es2022',
  },
  server: mode === 'real' ? { proxy: { '/api': platform, '/sign-in': platform } } : {},
  test: { environment: 'happy-dom', setupFiles: 'test/setup.ts', include: ['test/**/*.test.{ts,tsx}'], maxWorkers: 2 },
}));
