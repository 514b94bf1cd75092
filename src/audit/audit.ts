import type { ImageBytes, ImageConfig } from '../engine/engine.js';
import { auditConfiguration } from './configuration-audit.js';
import { ContentSearch } from './content-search.js';
import type { AuditFinding } from './finding.js';
import { LayerAudit } from './layer-audit.js';
import { pathTest } from './path-patterns.js';
import { needlesOf, type Traces } from './traces.js';

export interface AuditOptions {
  readonly traces: Traces;
  /** Patterns of paths the layer may not have, and of places where a finding is accepted. */
  readonly deny: readonly string[];
  readonly allow: readonly string[];
  readonly proxyVariables: readonly string[];
  /** What the image has from its base. */
  readonly base: ImageConfig;
  /** Takes the secrets of the run off a text. */
  readonly hide: (text: string) => string;
}

interface AuditResult {
  /** What may not be there. */
  readonly findings: readonly AuditFinding[];
  /** What may, because the script says so. */
  readonly allowed: readonly AuditFinding[];
  readonly fileCount: number;
  readonly sizeBytes: number;
}

/** An audit of one image: its layers are shown to `createVisitor`'s visitors, then `judge` says what was found. */
interface Audit {
  readonly createVisitor: () => LayerAudit;
  readonly judge: (image: ImageBytes<LayerAudit>) => AuditResult;
}

export function createAudit(options: AuditOptions): Audit {
  const { traces, deny, allow, hide, proxyVariables, base } = options;
  const needles = needlesOf(traces);
  const search = new ContentSearch({ needles, hide });
  const searchOfBase = new ContentSearch({
    needles: needles.filter(({ boundary }) => boundary !== 'word'),
    hide,
  });
  const [isDenied, isAllowed] = [pathTest(deny), pathTest(allow)];
  return {
    createVisitor: () => new LayerAudit({ search, isDenied, isAllowed, hide }),
    judge({ config, layers }) {
      const configured = auditConfiguration(config, { search, searchOfBase, proxyVariables, base });
      return {
        findings: [
          ...configured.filter(({ place }) => !isAllowed(place)),
          ...layers.flatMap(({ findings }) => findings.all),
        ],
        allowed: [
          ...configured.filter(({ place }) => isAllowed(place)),
          ...layers.flatMap(({ allowed }) => allowed.all),
        ],
        fileCount: layers.reduce((sum, layer) => sum + layer.fileCount, 0),
        sizeBytes: layers.reduce((sum, layer) => sum + layer.sizeBytes, 0),
      };
    },
  };
}
