import { flatSteps } from '../flat-steps.js';
import { exchangesIn } from '../items.js';
import type { PlainStep, Session, TestEntry } from '../model.js';
import type { SourceNode } from '../yaml/node.js';
import type { Report } from '../yaml/report.js';
import { checkTemplate, type Names } from './names.js';
import { checkSteps } from './references.js';
import { bareScope, type SavedName } from './scope.js';
import { checkReachable } from './unreachable.js';

/** The script and the files it uses, whole. */
type Written = readonly [SourceNode | undefined, ...SourceNode[]];

/** What only the whole script can tell: names that are not there, exchanges that are never reached. */
export function checkSession(report: Report, session: Session, written: Written): void {
  checkNames(namesOf(report, session, written));
  for (const step of flatSteps([...session.prepare, ...session.deploy]))
    if (step.kind === 'spawn') checkReachable(report, step);
}

function namesOf(report: Report, session: Session, written: Written): Names {
  const keys = (name: string): string[] => [...(written[0]?.entries.get(name)?.entries.keys() ?? [])];
  const read = new Set(
    [...flatSteps([...session.prepare, ...session.deploy]), ...session.test].flatMap(savedBy),
  );
  const lost = new Set(written.flatMap((each) => [...savedIn(each)]).filter((name) => !read.has(name)));
  return {
    report,
    session,
    declared: { params: keys('params'), secrets: keys('secrets'), inputs: keys('inputs') },
    lost,
  };
}

function savedBy(step: PlainStep | TestEntry): string[] {
  if (step.kind === 'run') return Object.keys(step.save);
  if (step.kind !== 'spawn') return [];
  return [...step.always, ...exchangesIn(step.dialogue)].flatMap(({ save }) => Object.keys(save));
}

/** Every name that any `save` of the file would keep. */
function savedIn(node: SourceNode | undefined): Set<string> {
  if (node === undefined) return new Set();
  const own = node.entries.get('save')?.entries.keys() ?? [];
  return new Set([
    ...own,
    ...[...node.entries.values(), ...node.items].flatMap((each) => [...savedIn(each)]),
  ]);
}

function checkNames(names: Names): void {
  const { session } = names;
  const { container, image } = session;
  const inContainer = { ...bareScope, hasBaseEnv: true };
  for (const template of [session.summary, session.base, ...session.inputs.map(({ from }) => from)])
    checkTemplate(names, bareScope, template);
  for (const source of Object.values(container.env))
    if (source.kind === 'text') checkTemplate(names, { ...inContainer, hasInputs: true }, source.value);
  checkTemplate(names, inContainer, container.workdir);
  const saved = new Map<string, SavedName>();
  checkSteps(names, { ...bareScope, hasInputs: true, hasWorkspace: true }, saved, session.prepare);
  checkSteps(names, { ...inContainer, hasInputs: true }, saved, session.deploy);
  const ofImage = [
    ...image.tags,
    ...Object.values(image.env),
    ...Object.values(image.labels),
    ...(image.entrypoint ?? []),
    ...(image.cmd ?? []),
  ];
  for (const template of [...ofImage, image.workdir, image.message, image.author])
    checkTemplate(names, { ...inContainer, saved }, template);
  checkSteps(names, inContainer, saved, session.test);
}
