import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the server; the built site is served by the server itself. */
const SERVER = 'http://127.0.0.1:4400'

export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // The server forbids inline scripts and data addresses of scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/trpc', '/session', '/events', '/api', '/reports', '/docs', '/openapi.json'].map((path) => [
        path,
        // The host stays that of the page: the server takes changes by cookie from its own pages alone.
        { target: SERVER },
      ]),
    ),
  },
})
