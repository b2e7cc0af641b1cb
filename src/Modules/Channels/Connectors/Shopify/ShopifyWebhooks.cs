using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>
/// Webhooks: base64 of HMAC-SHA-256 over the raw body with the app's client secret. An event keeps its id over repetitions,
/// and tells by its own clock when it happened, since webhooks come out of order.
/// </summary>
internal static class ShopifyWebhooks
{
    private const string SignatureHeader = "X-Shopify-Hmac-SHA256";

    public static Result Verify(RawWebhook webhook, string secret)
    {
        var given = Header(webhook, "Hmac-SHA256");
        if (given.Length == 0) return ConnectorProblems.Unsigned(SignatureHeader);
        return Signatures.IsBase64(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), webhook.Body)) && secret.Length > 0 ? Result.Ok : ConnectorProblems.SignatureWrong(SignatureHeader);
    }

    public static Result<WebhookNews> Read(RawWebhook webhook, ShopifyOrderReader reader)
    {
        var read = Signatures.Json(webhook.Body);
        if (read.Problem is { } problem) return problem;

        var body = read.Value;
        var (topic, at) = (Header(webhook, "Topic"), Times.Utc(Header(webhook, "Triggered-At")));
        var id = Header(webhook, "Event-Id") is { Length: > 0 } eventId ? eventId : Header(webhook, "Webhook-Id");
        if (JsonPath.At(body, "line_items") is not null && JsonPath.At(body, "order_id") is null)
        {
            var order = ShopifyNews.Read(body, body.GetRawText(), reader);
            return new WebhookNews(id, topic, at ?? order.UpdatedAt, [order], [order.RemoteId]);
        }

        var named = JsonPath.TextAt(body, "order_id") is { Length: > 0 } own ? own : JsonPath.TextAt(body, "order_edit", "order_id") is { Length: > 0 } edited ? edited
            : topic.StartsWith("orders/", StringComparison.Ordinal) ? JsonPath.TextAt(body, "id") : "";
        return new WebhookNews(id, topic, at, [], named.Length > 0 ? [named] : []);
    }

    /// <summary>The Events preview leaves out the X.</summary>
    private static string Header(RawWebhook webhook, string name) => webhook.Header("X-Shopify-" + name) is { Length: > 0 } value ? value : webhook.Header("Shopify-" + name);
}
