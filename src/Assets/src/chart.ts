import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer])

type Series = { name: string; tone: string; values: number[]; dashed: boolean }
type Data = { kind: 'line' | 'bars'; stacked: boolean; labels: string[]; series: Series[] }

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

export function mount(element: HTMLElement) {
  const data = JSON.parse(element.querySelector('script[type="application/json"]')?.textContent ?? '{}') as Data
  const canvas = element.querySelector<HTMLElement>('.chart-canvas')
  if (!canvas) return

  let chart: ECharts | undefined
  const draw = () => {
    chart?.dispose()
    chart = init(canvas, undefined, { renderer: 'svg' })
    chart.setOption(options(data, element.getAttribute('aria-label') ?? ''))
  }
  draw()
  new ResizeObserver(() => chart?.resize()).observe(canvas)
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] })
}

function options(data: Data, label: string) {
  const { lang, dir } = document.documentElement
  const number = new Intl.NumberFormat(lang.startsWith('ar') ? 'ar-u-nu-latn' : lang, { notation: 'compact', maximumFractionDigits: 1 })
  const rtl = dir === 'rtl'
  const rule = token('--rule')
  const font = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 11, color: token('--ink-2') }
  return {
    animation: false,
    aria: { enabled: true, label: { description: label } },
    textStyle: font,
    grid: { left: 4, right: 8, top: 12, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: token('--surface'),
      borderColor: rule,
      textStyle: { ...font, color: token('--ink'), fontSize: 12 },
      valueFormatter: (value: unknown) => number.format(value as number),
    },
    xAxis: {
      type: 'category',
      data: data.labels,
      inverse: rtl,
      boundaryGap: data.kind === 'bars',
      axisTick: { show: false },
      axisLine: { lineStyle: { color: rule } },
      axisLabel: { ...font, interval: 'auto', hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      position: rtl ? 'right' : 'left',
      splitNumber: 4,
      splitLine: { lineStyle: { color: rule } },
      axisLabel: { ...font, formatter: (value: number) => number.format(value) },
    },
    series: data.series.map(series => drawn(series, data)),
  }
}

function drawn(series: Series, { kind, stacked }: Data) {
  const common = { name: series.name, data: series.values, color: token(`--${series.tone}-fill`) || token(`--${series.tone}`), stack: stacked ? 'all' : undefined }
  if (kind === 'bars') return { ...common, type: 'bar', barMaxWidth: 22, itemStyle: { borderRadius: stacked ? 0 : [3, 3, 0, 0] } }
  return {
    ...common,
    type: 'line',
    showSymbol: false,
    smooth: 0.25,
    lineStyle: { width: series.dashed ? 1.5 : 2, type: series.dashed ? 'dashed' : 'solid' },
    areaStyle: series.dashed ? undefined : { opacity: 0.07 },
  }
}
