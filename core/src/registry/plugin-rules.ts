/** Ids become part of addresses, keys and messages. */
export const PLUGIN_ID = /^[a-z][a-z0-9-]{0,39}$/

/** Mistakes of one plugin that are told at once. */
export const MOST_TOLD = 5
