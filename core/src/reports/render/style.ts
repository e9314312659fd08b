import { createHash } from 'node:crypto'

/** The only style of a report; the same in each, so that a policy can name it by its hash. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #8a929b; --soft: #f1f3f5;
  --red: #b42318; --amber: #8a5a00; --green: #176b39; --unknown: #57606a }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #14171b; --line: #6b747e; --soft: #22272e;
  --red: #ff8a80; --amber: #ffc457; --green: #6fdc97; --unknown: #aeb6bf } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper) }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.25rem; margin: 2rem 0 .25rem; border-bottom: 1px solid var(--line) }
.source { color: var(--unknown); font-size: .875rem; margin: 0 0 .75rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem }
dt { font-weight: 600 } dd { margin: 0; overflow-wrap: anywhere }
.missing { border: 2px solid var(--amber); padding: .5rem 1rem; margin: 1rem 0 }
.missing h2 { margin-top: 0; border: 0 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .5rem 0 1rem }
caption { text-align: start; font-weight: 600; padding: .25rem 0 }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: start; vertical-align: top;
  overflow-wrap: break-word }
th { background: var(--soft) } .day { white-space: nowrap }
.red { color: var(--red); font-weight: 700 } .amber { color: var(--amber); font-weight: 700 }
.green { color: var(--green); font-weight: 700 } .unknown { color: var(--unknown); font-weight: 700 }
figure { margin: .5rem 0 1rem } figcaption { font-weight: 600 }
svg { display: block } .told { margin: .25rem 0; font-size: .875rem } svg text { fill: var(--ink); font: 13px system-ui, sans-serif }
.fill-red { fill: var(--red) } .fill-amber { fill: var(--amber) } .fill-green { fill: var(--green) }
.fill-unknown { fill: none; stroke: var(--unknown); stroke-dasharray: 3 2 } .fill-bar { fill: var(--unknown) }
@media screen and (max-width: 40rem) { body { padding: 1rem } dl { grid-template-columns: 1fr; gap: 0 }
  dd { margin-bottom: .5rem } ul { padding-inline-start: 1.25rem } .wide td { min-width: 7.5rem } }
@media print { :root { --ink: #000; --paper: #fff; --line: #666; --soft: #f4f4f4; --red: #b42318; --amber: #8a5a00;
  --green: #176b39; --unknown: #57606a } @page { size: landscape; margin: 12mm } body { padding: 0; font-size: 11pt }
  table { font-size: 8.5pt } tr, figure, .missing li { break-inside: avoid } h2, caption, .source { break-after: avoid }
  thead { display: table-header-group } .scroll { overflow: visible } }
`

/** The one style of reports, as a policy names it. */
export const REPORT_STYLE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'` as const

/**
 * The policy under which a report is shown: nothing runs, nothing is fetched, nothing is sent, and the style is the one
 * above.
 */
export const REPORT_POLICY = `default-src 'none'; style-src ${REPORT_STYLE}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`
