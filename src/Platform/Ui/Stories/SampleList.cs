namespace Entrepot.Platform.Ui;

/// <summary>
/// A list as a module writes it: a query that reads its address, and what it found. A real one asks the database;
/// everything else is as here.
/// </summary>
internal sealed class SampleList(TimeProvider clock)
{
    public const int PageSize = 50;

    public SampleListPage Run(ListUrl url)
    {
        var all = Samples.Orders(clock.GetUtcNow().UtcDateTime);
        var found = all.Where(order => Fits(order, url)).ToList();
        var sorted = url.Sort switch
        {
            "total" => found.OrderBy(order => order.Total.Minor),
            "-total" => found.OrderByDescending(order => order.Total.Minor),
            "margin" => found.OrderBy(order => order.MarginPpm),
            "-margin" => found.OrderByDescending(order => order.MarginPpm),
            "placed" => found.OrderBy(order => order.PlacedAt),
            "due" => found.OrderBy(order => order.DueAt),
            "-due" => found.OrderByDescending(order => order.DueAt),
            _ => found.OrderByDescending(order => order.PlacedAt),
        };
        return new(url, [.. sorted.Skip((url.Page - 1) * PageSize).Take(PageSize)], found.Count,
            all.GroupBy(order => order.Status).ToDictionary(group => group.Key, group => (long)group.Count()));
    }

    private static bool Fits(SampleOrder order, ListUrl url) =>
        (url.View is null || InView(url.View, order.Status))
        && (url["q"] is not { } text || order.Number.Contains(text, StringComparison.OrdinalIgnoreCase) || order.Buyer.Contains(text, StringComparison.OrdinalIgnoreCase))
        && (url["channel"] is not { } channel || order.Channel == channel)
        && (url["country"] is not { } country || order.Country == country)
        && (url.Choice<SampleStatus>("status") is not { } status || order.Status == status);

    private static bool InView(string view, SampleStatus status) => view switch
    {
        "held" => status == SampleStatus.Held,
        "pick" => status is SampleStatus.Reserved or SampleStatus.Picking,
        "customs" => status == SampleStatus.AtCustoms,
        "late" => status == SampleStatus.Late,
        _ => true,
    };
}

/// <summary>What one address of the sample list shows.</summary>
public sealed record SampleListPage(ListUrl Url, IReadOnlyList<SampleOrder> Rows, long Total, IReadOnlyDictionary<SampleStatus, long> ByStatus);
