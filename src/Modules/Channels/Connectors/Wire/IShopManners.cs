using System.Net;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Wire;

/// <summary>What differs between marketplaces in how a call goes: what a "no" looks like, when a token is over, how often one may ask.</summary>
internal interface IShopManners
{
    /// <summary>The marketplace's "no" in an answer; null when it did what it was asked to.</summary>
    Problem? RefusalIn(ShopAnswer answer);

    /// <summary>The access token has expired or was taken back: a fresh one is asked for, once.</summary>
    bool IsTokenStale(ShopAnswer answer);

    /// <summary>How long it wants to be left alone, where it says so otherwise than by status 429.</summary>
    TimeSpan? BusyFor(ShopAnswer answer) => null;

    /// <summary>It says that our clock is wrong; then the call is signed again by its own.</summary>
    bool IsClockRefused(ShopAnswer answer) => false;

    /// <summary>A fresh access token; null where the keys themselves are the token.</summary>
    Task<Result<ShopTokens>>? RefreshAsync(ShopSession shop, CancellationToken ct);
}

/// <param name="Until">When the access token ends, UTC.</param>
/// <param name="Refresh">The next refresh token: some marketplaces take each only once, so it is stored before it is used.</param>
internal sealed record ShopTokens(string Access, DateTime Until, string Refresh)
{
    public static readonly ShopTokens None = new("", DateTime.MinValue, "");

    public override string ToString() => $"token until {Until:u}";
}

/// <param name="Json">Null where the answer has no body, or none that is JSON.</param>
/// <param name="Text">The beginning of a body that is not JSON.</param>
internal sealed record ShopAnswer(HttpStatusCode Status, JsonElement? Json, string Text)
{
    public bool IsOk => (int)Status is >= 200 and < 300;

    /// <summary>The field at the end of a path of names; null when a part of it is missing.</summary>
    public JsonElement? At(params ReadOnlySpan<string> path) => Json is { } root ? JsonPath.At(root, path) : null;

    public string TextAt(params ReadOnlySpan<string> path) => At(path) is { } value ? JsonPath.Text(value) : "";
}

internal static class JsonPath
{
    public static JsonElement? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : element;
    }

    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    public static string TextAt(JsonElement element, params ReadOnlySpan<string> path) => At(element, path) is { } value ? Text(value) : "";

    /// <summary>The entries of a list; none when it is missing or no list.</summary>
    public static IEnumerable<JsonElement> List(JsonElement? element) => element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
