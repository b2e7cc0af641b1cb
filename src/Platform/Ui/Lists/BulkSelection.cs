using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>
/// What a bulk action is to act on: the marked rows, or, after the explicit second step, everything the list found,
/// as the list's query. Binds by itself as a parameter of a route.
/// </summary>
/// <param name="Ids">The marked rows' keys, at most one page of them; empty when <paramref name="Found"/> is set.</param>
/// <param name="Found">The query of the list whose every row is meant.</param>
public sealed record BulkSelection(IReadOnlyList<long> Ids, ListUrl? Found)
{
    /// <summary>As many as the longest page has rows.</summary>
    public const int MostIds = 200;

    public static async ValueTask<BulkSelection?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (!http.Request.HasFormContentType) return new([], null);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["found"].FirstOrDefault() is { Length: > 0 } query) return new([], ListUrl.Of("/", query));

        return new([.. form["ids"].Select(Parse).OfType<long>().Distinct().Take(MostIds)], null);

        static long? Parse(string? id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
