import type { StatusCategory } from '@headless-pmo/sdk'
import { plainName } from '../table/headers.ts'

/** Status words of trackers and spreadsheets, without case, accents and signs. */
const WORDS: Readonly<Record<StatusCategory, string>> = {
  todo: 'open,new,to do,todo,backlog,planned,ready,ready for dev,not started,proposed,submitted,reopened,on hold,waiting,offen,neu,geplant,nicht begonnen,nicht gestartet,zu erledigen,zuruckgestellt,a faire,nouveau,ouvert,non commence,pendiente,por hacer,nuevo,abierto,da fare,nuovo,aperto,te doen,nieuw,open staand,a fazer,aberto',
  in_progress:
    'in progress,doing,active,started,in work,in development,development,in review,review,code review,testing,in test,qa,wip,blocked,in arbeit,in bearbeitung,laufend,begonnen,aktiv,im test,en cours,en curso,en progreso,in corso,in lavorazione,bezig,in behandeling,em andamento,em curso',
  done: 'done,closed,complete,completed,finished,resolved,fixed,released,delivered,accepted,100,erledigt,fertig,abgeschlossen,geschlossen,beendet,gelost,termine,terminee,fait,ferme,clos,hecho,terminado,cerrado,completado,fatto,completato,chiuso,klaar,gereed,gesloten,afgerond,concluido,feito,fechado',
  cancelled:
    'cancelled,canceled,rejected,wont do,won t do,wont fix,won t fix,duplicate,abandoned,obsolete,invalid,declined,removed,abgebrochen,abgelehnt,verworfen,storniert,annule,annulee,rejete,cancelado,rechazado,annullato,respinto,geannuleerd,afgewezen,rejeitado',
}

const CATEGORIES = new Map<string, StatusCategory>()
for (const category of ['todo', 'in_progress', 'done', 'cancelled'] as const) {
  for (const word of WORDS[category].split(',')) CATEGORIES.set(word, category)
}

/** What a status word means: as set, else as commonly used; undefined where it is not known. */
export function statusCategoryOf(
  word: string,
  set: Readonly<Record<string, StatusCategory>>,
): StatusCategory | undefined {
  if (Object.hasOwn(set, word)) return set[word]
  const plain = plainName(word)
  const alike = Object.entries(set).find(([name]) => plainName(name) === plain)
  return alike?.[1] ?? CATEGORIES.get(plain)
}
