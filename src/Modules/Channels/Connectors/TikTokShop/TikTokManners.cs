using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.TikTokShop;

/// <summary>How the Shop API 202309 is spoken: signed addresses, a token in a header, and a code in every answer.</summary>
internal static class TikTokManners
{
    private const string TokenHost = "https://auth.tiktok-shops.com";

    /// <summary>Expired, taken back, or never valid.</summary>
    private static readonly HashSet<string> TokenCodes = ["105000", "105001", "105002", "36004003", "36004004"];

    /// <summary>Path, then names and values in the order of the names, then the raw body; the secret on both sides of it and as the key.</summary>
    public static string Sign(string secret, string path, IEnumerable<KeyValuePair<string, string>> query, string body)
    {
        var text = new StringBuilder(secret).Append(path);
        foreach (var (name, value) in query.Where(one => one.Key is not ("sign" or "access_token")).OrderBy(one => one.Key, StringComparer.Ordinal)) text.Append(name).Append(value);
        return Signatures.HmacHex(secret, text.Append(body).Append(secret).ToString());
    }

    public static HttpRequestMessage Request(ShopSession shop, HttpMethod method, string path, IReadOnlyDictionary<string, string> query, string body, bool isOfShop)
    {
        var all = new Dictionary<string, string>(query, StringComparer.Ordinal)
        {
            ["app_key"] = shop.Shop.Key("app-key"),
            ["timestamp"] = new DateTimeOffset(shop.Now, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (isOfShop) all["shop_cipher"] = shop.Shop.Key("shop-cipher");
        all["sign"] = Sign(shop.Shop.Key("app-secret"), path, all, body);
        var request = new HttpRequestMessage(method, shop.Shop.Url($"{path}?{string.Join('&', all.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"))}"));
        request.Content = body.Length > 0 ? new StringContent(body, Encoding.UTF8) : new ByteArrayContent([]);
        request.Content.Headers.ContentType = new("application/json"); // Demanded also where there is no body.
        request.Headers.Add("x-tts-access-token", shop.Tokens.Access);
        return request;
    }

    public static async Task<Result<ShopTokens>> RefreshAsync(ShopSession shop, CancellationToken ct)
    {
        var refresh = shop.Tokens.Refresh.Length > 0 ? shop.Tokens.Refresh : shop.Shop.Key("refresh-token");
        var isTikToks = shop.Shop.BaseUrl.Contains("tiktokglobalshop.com", StringComparison.Ordinal);
        var url = new Uri($"{(isTikToks ? TokenHost : shop.Shop.BaseUrl.TrimEnd('/'))}/api/v2/token/refresh?app_key={Uri.EscapeDataString(shop.Shop.Key("app-key"))}&app_secret={Uri.EscapeDataString(shop.Shop.Key("app-secret"))}&refresh_token={Uri.EscapeDataString(refresh)}&grant_type=refresh_token");
        var answer = await shop.SendAsync("token", () => new(HttpMethod.Get, url), ct);
        if (answer.TextAt("data", "access_token") is not { Length: > 0 } access) return ConnectorProblems.KeysRefused("TikTok Shop", Words(answer));

        // The end is a time; a small number would be a duration.
        var end = long.TryParse(answer.TextAt("data", "access_token_expire_in"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 3_600;
        return new ShopTokens(access, end > 1_000_000_000 ? Times.OfSeconds(end) ?? shop.Now : shop.Now.AddSeconds(end), answer.TextAt("data", "refresh_token"));
    }

    public static Problem? RefusalIn(ShopAnswer answer)
    {
        var code = answer.TextAt("code");
        if (answer.IsOk && code is "0" or "") return answer.IsOk ? null : ConnectorProblems.Refused("TikTok Shop", Words(answer));
        if (IsTokenStale(answer) || answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || code.StartsWith("105", StringComparison.Ordinal) || code is "106001" or "36009003") return ConnectorProblems.KeysRefused("TikTok Shop", Words(answer));
        return answer.Status == HttpStatusCode.NotFound ? ConnectorProblems.NotThere("TikTok Shop", Words(answer)) : ConnectorProblems.Refused("TikTok Shop", Words(answer));
    }

    public static bool IsTokenStale(ShopAnswer answer) => TokenCodes.Contains(answer.TextAt("code"));

    public static bool IsClockRefused(ShopAnswer answer) => answer.TextAt("code") is not ("" or "0") && answer.TextAt("message").Contains("timestamp", StringComparison.OrdinalIgnoreCase);

    /// <summary>The app's key and the raw body, keyed by the app's secret.</summary>
    public static Result VerifyWebhook(Shop shop, RawWebhook webhook)
    {
        var given = webhook.Header("Authorization");
        if (given.Length == 0) return ConnectorProblems.Unsigned("Authorization");
        byte[] signed = [.. Encoding.UTF8.GetBytes(shop.Key("app-key")), .. webhook.Body];
        return shop.Key("app-secret") is { Length: > 0 } secret && Signatures.IsHex(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)) ? Result.Ok : ConnectorProblems.SignatureWrong("Authorization");
    }

    private static string Words(ShopAnswer answer) => $"{answer.TextAt("code")} {answer.TextAt("message")} {answer.Text}".Trim() is { Length: > 0 } words ? words : $"status {(int)answer.Status}";
}
