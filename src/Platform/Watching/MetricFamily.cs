using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Entrepot.Platform.Watching;

/// <summary>One instrument's series: a sum, a last value or a histogram for each combination of labels.</summary>
internal sealed class MetricFamily
{
    /// <summary>Labels are few by design; a mistake in one must not fill the memory.</summary>
    private const int SeriesMax = 2_000;

    private readonly Dictionary<string, Series> series = new(StringComparer.Ordinal);

    /// <summary>The same series by the labels as they come: writing them out anew for each measurement was a tenth of what a posted order allocated.</summary>
    private readonly Dictionary<int, Heard> heard = [];
    private readonly Lock gate = new();
    private readonly string help;
    private readonly string type;
    private readonly bool adds;
    private readonly double[]? bounds;

    public MetricFamily(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        bounds = kind.StartsWith("Histogram", StringComparison.Ordinal) ? Bounds(instrument) : null;
        type = bounds is not null ? "histogram" : kind.Contains("UpDown", StringComparison.Ordinal) || kind.Contains("Gauge", StringComparison.Ordinal) ? "gauge" : "counter";
        adds = !instrument.IsObservable && !kind.StartsWith("Gauge", StringComparison.Ordinal);
        Name = NameOf(instrument) + (type == "counter" ? "_total" : "");
        help = (instrument.Description ?? "").Replace("\\", @"\\").Replace("\n", @"\n");
        IsGauge = type == "gauge" && !adds;
    }

    public string Name { get; }

    private bool IsGauge { get; }

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (gate)
        {
            if (Find(tags) is not { } one) return;
            one.Sum = adds ? one.Sum + value : value;
            one.Count++;
            for (var i = 0; i < one.Buckets.Length; i++)
                if (value <= bounds![i]) one.Buckets[i]++;
        }
    }

    /// <summary>What an observed gauge does not name any more is gone.</summary>
    public void ForgetGauges()
    {
        if (!IsGauge) return;
        lock (gate)
        {
            series.Clear();
            heard.Clear();
        }
    }

    /// <summary>Null where there are too many already.</summary>
    private Series? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = default(HashCode);
        foreach (var (key, value) in tags)
        {
            name.Add(key);
            name.Add(value);
        }

        var place = name.ToHashCode();
        if (heard.TryGetValue(place, out var before) && before.Is(tags)) return before.Series;

        var labels = Labels(tags, out var tenant);
        if (!series.TryGetValue(labels, out var one))
        {
            if (series.Count >= SeriesMax) return null;
            series[labels] = one = new() { Tenant = tenant, Buckets = bounds is null ? [] : new long[bounds.Length] };
        }

        if (heard.Count >= SeriesMax) heard.Clear();
        heard[place] = new(tags.ToArray(), one);
        return one;
    }

    public void WriteTo(StringBuilder text, string? tenant)
    {
        lock (gate)
        {
            var shown = series.Where(one => tenant is null || one.Value.Tenant is null || one.Value.Tenant == tenant).OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
            if (shown.Count == 0) return;

            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {help}\n# TYPE {Name} {type}\n");
            foreach (var (labels, one) in shown)
            {
                if (bounds is null) Line(text, Name, labels, one.Sum);
                else WriteHistogram(text, labels, one, bounds);
            }
        }
    }

    private void WriteHistogram(StringBuilder text, string labels, Series one, double[] limits)
    {
        var before = labels.Length == 0 ? "" : labels + ",";
        for (var i = 0; i < limits.Length; i++) Line(text, Name + "_bucket", $"{before}le=\"{Number(limits[i])}\"", one.Buckets[i]);
        Line(text, Name + "_bucket", before + "le=\"+Inf\"", one.Count);
        Line(text, Name + "_sum", labels, one.Sum);
        Line(text, Name + "_count", labels, one.Count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : "{" + labels + "}").Append(' ').Append(Number(value)).Append('\n');

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags, out string? tenant)
    {
        tenant = null;
        if (tags.Length == 0) return "";
        var parts = new string[tags.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            var value = Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "";
            if (tags[i].Key == Signals.TenantLabel) tenant = value;
            parts[i] = $"{Legal(tags[i].Key)}=\"{value.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", @"\n")}\"";
        }

        Array.Sort(parts, StringComparer.Ordinal); // The same labels in another order are the same series.
        return string.Join(',', parts);
    }

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
        _ => [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], // Those of Prometheus' own clients.
    };

    /// <summary><c>entrepot.commit.duration</c> in <c>s</c> is <c>entrepot_commit_duration_seconds</c>.</summary>
    private static string NameOf(Instrument instrument) => Legal(instrument.Name) + instrument.Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    };

    private static string Legal(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private sealed record Heard(KeyValuePair<string, object?>[] Tags, Series Series)
    {
        public bool Is(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length != Tags.Length) return false;
            for (var i = 0; i < tags.Length; i++)
                if (tags[i].Key != Tags[i].Key || !Equals(tags[i].Value, Tags[i].Value)) return false;
            return true;
        }
    }

    private sealed class Series
    {
        public string? Tenant { get; init; }
        public required long[] Buckets { get; init; }
        public double Sum { get; set; }
        public long Count { get; set; }
    }
}
