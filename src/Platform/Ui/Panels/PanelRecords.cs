namespace Entrepot.Platform.Ui;

/// <summary>One stage of a <see cref="Funnel"/>: how many are in it and the list of them.</summary>
public sealed record FunnelStage(string Title, long Count, string Href, Tone Tone, string? Live = null);

/// <summary>One line of <see cref="Bars"/>.</summary>
public sealed record Bar(string Label, long Value, string Href);

/// <summary>One line or group of columns of a <see cref="Chart"/>; a value per label.</summary>
public sealed record ChartSeries(string Name, Tone Tone, IReadOnlyList<double> Values, bool Dashed = false);

/// <summary>One of a page's <see cref="Tabs"/>: its <c>tab</c> in the address and its title.</summary>
public sealed record Tab(string Key, string Title, long? Count = null);
