using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>How the GraphQL Admin API is spoken: one address for everything, and a "no" in the middle of an answer that says 200.</summary>
internal static class ShopifyGraph
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    /// <summary>Calls that grow with the page fail with this; a smaller page does not.</summary>
    private const string TooCostly = "MAX_COST_EXCEEDED";

    /// <param name="field">The field of <c>data</c> that the answer is about; without it nothing was answered.</param>
    public static async Task<Result<JsonElement>> AskAsync(ShopSession shop, string query, string field, object variables, CancellationToken ct)
    {
        var answered = await DataAsync(shop, query, field, variables, ct);
        if (answered.Problem is not null) return answered;
        if (JsonPath.At(answered.Value, field) is not { } data) return ConnectorProblems.NotThere("Shopify", field);

        var errors = JsonPath.List(JsonPath.At(data, "userErrors")).Select(error => JsonPath.TextAt(error, "message")).ToList();
        return errors.Count > 0 ? ConnectorProblems.Refused("Shopify", string.Join("; ", errors)) : data;
    }

    /// <summary>All of <c>data</c>, of which <paramref name="field"/> must be there when errors stand beside it.</summary>
    public static async Task<Result<JsonElement>> DataAsync(ShopSession shop, string query, string field, object variables, CancellationToken ct)
    {
        var body = JsonSerializer.Serialize(new { query, variables }, Format);
        var answer = await shop.AskAsync(field, () => Request(shop, body), ct);
        if (answer.Problem is { } problem) return problem;
        if (answer.Value.At("data", field) is null && Refusal(answer.Value) is { } refusal) return refusal;
        return answer.Value.At("data") is { } data ? data : ConnectorProblems.Refused("Shopify", "the answer has no data");
    }

    public static HttpRequestMessage Request(ShopSession shop, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, shop.Shop.Url($"/admin/api/{ShopifyQueries.Version}/graphql.json")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Shopify-Access-Token", shop.Shop.Key("access-token", shop.Tokens.Access));
        request.Headers.Add("Accept", "application/json");
        return request;
    }

    /// <summary>The token of the client credentials of an app that belongs to the shop; a day's.</summary>
    public static async Task<Result<ShopTokens>> TokenAsync(ShopSession shop, CancellationToken ct)
    {
        var answer = await shop.SendAsync("token", () => new(HttpMethod.Post, shop.Shop.Url("/admin/oauth/access_token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = shop.Shop.Key("client-id"),
                ["client_secret"] = shop.Shop.Key("client-secret"),
            }),
        }, ct);
        if (answer.TextAt("access_token") is not { Length: > 0 } access) return ConnectorProblems.KeysRefused("Shopify", Words(answer));
        var seconds = long.TryParse(answer.TextAt("expires_in"), NumberStyles.None, CultureInfo.InvariantCulture, out var lifetime) ? lifetime : 3_600;
        return new ShopTokens(access, shop.Now.AddSeconds(seconds), "");
    }

    public static Problem? RefusalIn(ShopAnswer answer) => answer.IsOk ? null : answer.Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.Locked => ConnectorProblems.KeysRefused("Shopify", Words(answer)),
        HttpStatusCode.NotFound => ConnectorProblems.NotThere("Shopify", Words(answer)),
        _ => ConnectorProblems.Refused("Shopify", Words(answer)),
    };

    /// <summary>Errors of a call whose data is missing. Fields that the keys may not see are null and do not stop the rest.</summary>
    private static Problem? Refusal(ShopAnswer answer)
    {
        var errors = JsonPath.List(answer.At("errors")).ToList();
        if (errors.Count == 0) return null;
        var words = string.Join("; ", errors.Select(error => $"{Code(error)} {JsonPath.TextAt(error, "message")}".Trim()));
        return errors.Exists(error => Code(error) == "ACCESS_DENIED") ? ConnectorProblems.KeysRefused("Shopify", words) : ConnectorProblems.Refused("Shopify", words);
    }

    public static bool IsTooCostly(Problem problem) => problem.Message.ToString().Contains(TooCostly, StringComparison.Ordinal);

    /// <summary>Points are refilled by the second: as long as the call needs to be paid for.</summary>
    public static TimeSpan? BusyFor(ShopAnswer answer)
    {
        if (!JsonPath.List(answer.At("errors")).Any(error => Code(error) == "THROTTLED")) return null;
        var (needed, left, rate) = (Points(answer, "requestedQueryCost"), Points(answer, "throttleStatus", "currentlyAvailable"), Points(answer, "throttleStatus", "restoreRate"));
        return TimeSpan.FromSeconds(rate > 0 ? Math.Clamp(Math.Ceiling((needed - left) / rate), 1, 60) : 2);
    }

    /// <summary>The nodes of a connection, whichever of its two forms was sent; a plain list is as good.</summary>
    public static IEnumerable<JsonElement> Nodes(JsonElement holder, string name)
    {
        return JsonPath.At(holder, name) is { } connection ? Nodes(connection) : [];
    }

    public static IEnumerable<JsonElement> Nodes(JsonElement connection)
    {
        if (connection.ValueKind == JsonValueKind.Array) return connection.EnumerateArray();
        if (JsonPath.At(connection, "nodes") is { ValueKind: JsonValueKind.Array } nodes) return nodes.EnumerateArray();
        return JsonPath.List(JsonPath.At(connection, "edges")).Select(edge => JsonPath.At(edge, "node")).OfType<JsonElement>();
    }

    /// <summary>The cursor of the next page; empty on the last.</summary>
    public static string Next(JsonElement connection) => JsonPath.TextAt(connection, "pageInfo", "hasNextPage") == "true" ? JsonPath.TextAt(connection, "pageInfo", "endCursor") : "";

    /// <summary>The number at the end of <c>gid://shopify/Order/1</c>: what the REST resource and webhooks call it.</summary>
    public static string Tail(string id) => id[(id.LastIndexOf('/') + 1)..].Split('?')[0];

    public static string Id(string type, string id) => id.StartsWith("gid://", StringComparison.Ordinal) ? id : $"gid://shopify/{type}/{id}";

    private static string Code(JsonElement error) => JsonPath.TextAt(error, "extensions", "code");

    private static double Points(ShopAnswer answer, params ReadOnlySpan<string> path) =>
        answer.At("extensions", "cost") is { } cost && JsonPath.At(cost, path) is { ValueKind: JsonValueKind.Number } points ? points.GetDouble() : 0;

    private static string Words(ShopAnswer answer) =>
        $"status {(int)answer.Status} {answer.TextAt("errors")} {answer.TextAt("error")} {answer.TextAt("error_description")} {answer.Text}".Replace("  ", " ", StringComparison.Ordinal).Trim();
}
