export { apiTokensMigration } from './migrations/api-tokens.ts'
export { tokensRouter } from './router.ts'
export { FIRST_TOKEN, TokenService, type TokenView } from './service.ts'
