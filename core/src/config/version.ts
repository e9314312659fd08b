/** Version of the server, as `/health`, OpenAPI and `pmo --version` tell it. */
export const VERSION = '0.1.0'
