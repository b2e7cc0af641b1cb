using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Platform.Watching;

/// <summary>Keeps what the host's meters have measured since it started, and writes it as Prometheus reads it (text format 0.0.4).</summary>
internal sealed class MetricsText : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly List<MetricFamily> families = [];

    public MetricsText(IMeterFactory host)
    {
        listener.InstrumentPublished = (instrument, hears) =>
        {
            if (!Signals.Meters.Contains(instrument.Meter.Name) || (instrument.Meter.Scope is { } scope && scope != host)) return;
            var family = new MetricFamily(instrument);
            lock (families) families.Add(family);
            hears.EnableMeasurementEvents(instrument, family);
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((MetricFamily?)family)?.Add(value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((MetricFamily?)family)?.Add(value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((MetricFamily?)family)?.Add(value, tags));
        listener.Start();
    }

    /// <param name="of">Leaves out what belongs to other companies; null for everything.</param>
    public string Write(TenantId? of)
    {
        MetricFamily[] all;
        lock (families) all = [.. families];
        foreach (var family in all) family.ForgetGauges();
        listener.RecordObservableInstruments();

        var text = new StringBuilder();
        foreach (var family in all.OrderBy(family => family.Name, StringComparer.Ordinal)) family.WriteTo(text, of?.Value.ToString(CultureInfo.InvariantCulture));
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();
}
