using System.Net;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Amazon;

/// <summary>How the Selling Partner API is spoken: headers, tokens of Login with Amazon, the list of errors.</summary>
internal static class AmazonManners
{
    private const string Agent = "Entrepot/1.0 (Language=CSharp; Platform=.NET)";

    /// <summary>No token lives longer than an hour; where the answer does not say, half of it.</summary>
    private const int SecondsByDefault = 1_800;

    public static HttpRequestMessage Request(ShopSession shop, HttpMethod method, string path, string? json)
    {
        var request = new HttpRequestMessage(method, shop.Shop.Url(path));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("x-amz-access-token", shop.Tokens.Access);
        request.Headers.Add("x-amz-date", shop.Now.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        request.Headers.Add("Accept", "application/json");
        return request;
    }

    public static async Task<Result<ShopTokens>> RefreshAsync(ShopSession shop, string host, CancellationToken ct)
    {
        var url = new Uri((IsAmazons(shop.Shop.BaseUrl) ? host : shop.Shop.BaseUrl.TrimEnd('/')) + "/auth/o2/token");
        var answer = await shop.SendAsync("token", () => new(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = shop.Shop.Key("refresh-token"),
                ["client_id"] = shop.Shop.Key("client-id"),
                ["client_secret"] = shop.Shop.Key("client-secret"),
            }),
        }, ct);
        if (answer.TextAt("access_token") is not { Length: > 0 } access)
            return ConnectorProblems.KeysRefused("Amazon", $"{answer.TextAt("error")} {answer.TextAt("error_description")} {answer.Text}".Trim());

        var seconds = answer.At("expires_in") is { ValueKind: JsonValueKind.Number } lifetime && lifetime.TryGetInt32(out var given) ? given : SecondsByDefault;
        return new ShopTokens(access, shop.Now.AddSeconds(seconds), "");
    }

    public static bool IsTokenStale(ShopAnswer answer) => answer.Status is HttpStatusCode.Unauthorized
        || (answer.Status is HttpStatusCode.Forbidden && JsonPath.List(answer.At("errors")).Any(error => JsonPath.TextAt(error, "code") == "Unauthorized"));

    public static Problem? RefusalIn(ShopAnswer answer)
    {
        if (answer.IsOk) return null;
        var errors = JsonPath.List(answer.At("errors")).ToList();
        var words = errors.Count > 0
            ? string.Join("; ", errors.Select(error => $"{JsonPath.TextAt(error, "code")}: {JsonPath.TextAt(error, "message")} {JsonPath.TextAt(error, "details")}".Trim()))
            : $"status {(int)answer.Status} {answer.Text}".Trim();
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ConnectorProblems.KeysRefused("Amazon", words),
            HttpStatusCode.NotFound => ConnectorProblems.NotThere("Amazon", words),
            _ => ConnectorProblems.Refused("Amazon", words),
        };
    }

    public static bool IsInvalidInput(Problem problem) => problem.Message.ToString().Contains("InvalidInput", StringComparison.Ordinal);

    private static bool IsAmazons(string baseUrl) => Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) && url.Host.EndsWith(".amazon.com", StringComparison.OrdinalIgnoreCase);
}
