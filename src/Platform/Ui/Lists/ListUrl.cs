using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Entrepot.Platform.Ui;

/// <summary>
/// A list's address: its path, filters, view, order and page. It is the list's whole state, so every view can be shared,
/// bookmarked and gone back to. Blank values are no filter. Binds by itself as a parameter of a route.
/// </summary>
public sealed class ListUrl
{
    /// <summary>No list is read further than this; whoever wants row 200,000 filters.</summary>
    public const int LastPage = 2_000;

    private static readonly string[] NotFilters = ["view", "sort", "page", "after", "before", "size", "tab", "case", "lang"];

    /// <summary>Where in the list the page begins: gone as soon as anything else of the address changes.</summary>
    private static readonly string[] Places = ["page", "after", "before"];

    private readonly KeyValuePair<string, string>[] values;

    public ListUrl(string path, IEnumerable<KeyValuePair<string, string>> values)
    {
        Path = path;
        this.values = [.. values.Where(value => !string.IsNullOrWhiteSpace(value.Value)).DistinctBy(value => value.Key)];
    }

    public string Path { get; }
    public int Page => int.TryParse(this["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1;

    /// <summary>The column to sort by, with a minus in front when from large to small; null where the list's own order holds.</summary>
    public string? Sort => this["sort"];
    public string? View => this["view"];
    public bool IsFiltered => values.Any(value => !NotFilters.Contains(value.Key));

    /// <summary>The value of one field, trimmed; null when it is absent or blank.</summary>
    public string? this[string key] => values.FirstOrDefault(value => value.Key == key).Value?.Trim();

    /// <summary>A choice by its name; null when it is absent or not one of them.</summary>
    public TEnum? Choice<TEnum>(string key) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(this[key], ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : null;

    public DateOnly? Day(string key) => DateOnly.TryParseExact(this[key], "yyyy-MM-dd", out var day) ? day : null;
    public long? Whole(string key) => long.TryParse(this[key], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    /// <summary>The same list with one value changed, from its first page. Null takes the value away.</summary>
    public ListUrl With(string key, string? value) =>
        new(Path, [.. values.Where(old => old.Key != key && !Places.Contains(old.Key)), .. value is null ? [] : new[] { KeyValuePair.Create(key, value) }]);

    public ListUrl AtPage(int page) => page <= 1 ? With("page", null) : With("page", page.ToString(CultureInfo.InvariantCulture));

    /// <summary>The page that follows a row, or with <paramref name="before"/> the one before it: however far down it lies, it is found by an index.</summary>
    public ListUrl AtRow(int page, string row, bool before) =>
        page <= 1 ? AtPage(1) : new(Path, [.. AtPage(page).values, new(before ? "before" : "after", row)]);

    /// <summary>Another view: its own address, without the filters of this one.</summary>
    public ListUrl InView(string? view) => new(Path, view is null ? [] : [new("view", view)]);

    /// <summary>Without filters; view and order stay.</summary>
    public ListUrl Cleared() => new(Path, values.Where(value => value.Key is "view" or "sort" or "size" or "tab"));

    /// <summary>The query alone, with its question mark; empty when there is none.</summary>
    public string Query => ToString()[Path.Length..];

    /// <summary>The same query on another path, e.g. for an export of what is seen.</summary>
    public ListUrl On(string path) => new(path, values);

    internal IEnumerable<KeyValuePair<string, string>> Values => values;

    public override string ToString() => QueryHelpers.AddQueryString(Path, values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)));

    public static ListUrl Of(string path, string? query) =>
        new(path, QueryHelpers.ParseQuery(query).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.FirstOrDefault() ?? "")));

    public static ListUrl Of(HttpRequest request) => Of(request.Path.Value ?? "/", request.QueryString.Value);

    public static ValueTask<ListUrl?> BindAsync(HttpContext http, ParameterInfo parameter) => new(Of(http.Request));
}
