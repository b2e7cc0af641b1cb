using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Orders.Features;

/// <summary>Until when a person should have decided about an order on hold (<c>Rules/hold_deadlines.tsv</c>).</summary>
internal sealed class HoldDeadlines
{
    private sealed record Row(string Code, TimeSpan Within, DateTime ValidFrom);

    /// <summary>The longest beginning first, of equal ones the newest.</summary>
    private readonly IReadOnlyList<Row> rows =
        [.. RuleFile.Rows(typeof(HoldDeadlines).Assembly, "hold_deadlines.tsv")
            .Select(row => new Row(row[0], TimeSpan.FromHours(int.Parse(row[1], CultureInfo.InvariantCulture)), DateTime.ParseExact(row[2], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)))
            .OrderByDescending(row => row.Code.Length).ThenByDescending(row => row.ValidFrom)];

    /// <param name="since">When the hold began, UTC; before the first row's day the oldest row of its code holds.</param>
    /// <param name="shipBy">When the order is to leave, UTC; null where nothing was promised.</param>
    public DateTime DecideBy(string code, DateTime since, DateTime? shipBy)
    {
        var row = rows.FirstOrDefault(row => row.ValidFrom <= since && code.StartsWith(row.Code, StringComparison.Ordinal)) ?? rows.Last(row => code.StartsWith(row.Code, StringComparison.Ordinal));
        var latest = since + row.Within;
        return shipBy < latest ? shipBy.Value : latest;
    }
}
