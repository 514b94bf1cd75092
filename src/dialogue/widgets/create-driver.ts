import type { WidgetDriver, WidgetTask } from './driver.js';
export function createWidgetDriver(task: WidgetTask): WidgetDriver {
  void task;
  return { next: () => ({ kind: 'fail', failure: { reason: 'no widget', label: '' } }) };
}
