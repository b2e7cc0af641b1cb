namespace Entrepot.Orders.Contracts;

/// <summary>The spans of time that people look back over, as they stand in addresses.</summary>
/// <param name="Key">E.g. <c>7d</c>.</param>
/// <param name="Title">In English; a word of the screens.</param>
public sealed record ListPeriod(string Key, string Title, int Days)
{
    public static readonly IReadOnlyList<ListPeriod> All = [new("24h", "the last 24 hours", 1), new("7d", "the last 7 days", 7), new("30d", "the last 30 days", 30)];

    public TimeSpan Length => TimeSpan.FromDays(Days);

    /// <returns>Null for a key that is none of them.</returns>
    public static ListPeriod? Of(string? key) => All.FirstOrDefault(period => period.Key == key);
}
