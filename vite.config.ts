import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './web/precompress.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ command }) => ({
  root: here('web'),
  plugins: [react(), precompress()],
  build: {
    // web/build.ts puts each build into a folder of its own, beside this one.
    outDir: here('dist/web/latest'),
    emptyOutDir: true,
    // A data: URL for a font or an icon would be refused by the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  server: command === 'serve' ? { proxy: { '/api': process.env.TIEOUT_URL ?? 'http://127.0.0.1:4180' } } : {},
}));
