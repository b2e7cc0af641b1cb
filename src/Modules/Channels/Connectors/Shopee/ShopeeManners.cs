using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopee;

/// <summary>How Open Platform v2 is spoken: signed addresses that hold for five minutes, tokens of four hours, refresh tokens that work once.</summary>
internal static class ShopeeManners
{
    private const string RefreshPath = "/api/v2/auth/access_token/get";

    /// <summary>Partner id, path, time, token and shop, one after another; calls of the partner himself lack the last two.</summary>
    public static string Sign(string partnerKey, string partnerId, string path, long timestamp, string token = "", string shopId = "") =>
        Signatures.HmacHex(partnerKey, string.Create(CultureInfo.InvariantCulture, $"{partnerId}{path}{timestamp}{token}{shopId}"));

    public static HttpRequestMessage Request(ShopSession shop, HttpMethod method, string path, string query, string? json)
    {
        var (partner, shopId, time, token) = (shop.Shop.Key("partner-id"), shop.Shop.Key("shop-id"), Seconds(shop), shop.Tokens.Access);
        var sign = Sign(shop.Shop.Key("partner-key"), partner, path, time, token, shopId);
        var url = string.Create(CultureInfo.InvariantCulture, $"{path}?partner_id={partner}&timestamp={time}&access_token={Uri.EscapeDataString(token)}&shop_id={shopId}&sign={sign}{(query.Length > 0 ? "&" + query : "")}");
        return new(method, shop.Shop.Url(url)) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
    }

    public static async Task<Result<ShopTokens>> RefreshAsync(ShopSession shop, CancellationToken ct)
    {
        var (partner, shopId) = (shop.Shop.Key("partner-id"), shop.Shop.Key("shop-id"));
        var refresh = shop.Tokens.Refresh.Length > 0 ? shop.Tokens.Refresh : shop.Shop.Key("refresh-token");
        var answer = await shop.SendAsync("token", () =>
        {
            var time = Seconds(shop);
            var url = string.Create(CultureInfo.InvariantCulture, $"{RefreshPath}?partner_id={partner}&timestamp={time}&sign={Sign(shop.Shop.Key("partner-key"), partner, RefreshPath, time)}");
            var body = JsonSerializer.Serialize(new { refresh_token = refresh, partner_id = Number(partner), shop_id = Number(shopId) });
            return new(HttpMethod.Post, shop.Shop.Url(url)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }, ct);
        if (answer.TextAt("access_token") is not { Length: > 0 } access) return ConnectorProblems.KeysRefused("Shopee", Words(answer));
        var seconds = long.TryParse(answer.TextAt("expire_in"), NumberStyles.None, CultureInfo.InvariantCulture, out var lifetime) ? lifetime : 3_600;
        return new ShopTokens(access, shop.Now.AddSeconds(seconds), answer.TextAt("refresh_token"));
    }

    /// <summary>Refused with status 200 as well as 403: the error's name decides.</summary>
    public static Problem? RefusalIn(ShopAnswer answer)
    {
        var error = answer.TextAt("error");
        if (answer.IsOk && error is "" or "-") return null;
        if (error.Contains("not_found", StringComparison.Ordinal)) return ConnectorProblems.NotThere("Shopee", Words(answer));
        return error.Contains("auth", StringComparison.Ordinal) || error.Contains("permission", StringComparison.Ordinal) || error.Contains("sign", StringComparison.Ordinal) || error.Contains("token", StringComparison.Ordinal) || answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
            ? ConnectorProblems.KeysRefused("Shopee", Words(answer)) : ConnectorProblems.Refused("Shopee", Words(answer));
    }

    /// <summary>Shopee's own spelling of it is <c>invalid_acceess_token</c>; both are heard.</summary>
    public static bool IsTokenStale(ShopAnswer answer) =>
        answer.TextAt("error") is var error && ((error.Contains("acce", StringComparison.Ordinal) && error.Contains("token", StringComparison.Ordinal)) || (error.EndsWith("error_auth", StringComparison.Ordinal) && answer.TextAt("message").Contains("access_token", StringComparison.Ordinal)));

    public static bool IsClockRefused(ShopAnswer answer) => answer.TextAt("message").Contains("timestamp", StringComparison.OrdinalIgnoreCase) || answer.TextAt("error").Contains("timestamp", StringComparison.Ordinal);

    /// <summary>The address that the push was sent to, a bar, and the raw body.</summary>
    public static Result VerifyPush(Shop shop, RawWebhook webhook)
    {
        var given = webhook.Header("Authorization");
        if (given.Length == 0) return ConnectorProblems.Unsigned("Authorization");
        byte[] signed = [.. Encoding.UTF8.GetBytes(shop.Key("push-url", webhook.Url) + "|"), .. webhook.Body];
        return shop.Key("partner-key") is { Length: > 0 } key && Signatures.IsHex(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed)) ? Result.Ok : ConnectorProblems.SignatureWrong("Authorization");
    }

    private static long Seconds(ShopSession shop) => new DateTimeOffset(shop.Now, TimeSpan.Zero).ToUnixTimeSeconds();

    /// <summary>Ids stand in bodies as numbers.</summary>
    private static long Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Words(ShopAnswer answer) => $"{answer.TextAt("error")} {answer.TextAt("message")} {answer.Text}".Trim() is { Length: > 0 } words ? words : $"status {(int)answer.Status}";
}
