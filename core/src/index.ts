/**
 * What a pmo.config.ts and programs that embed the server import.
 * @module
 */
export { defineConfig, type ConnectionInput, type PmoConfig } from './config/index.ts'
