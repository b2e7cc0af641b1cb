using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Channels.Features;

/// <summary>
/// Takes orders from other programs: our own JSON, or a marketplace's as it is. One order gets a status of its own, a
/// list gets an answer for each order, in the same sequence.
/// </summary>
internal sealed class SendOrders(IServiceProvider services, AcceptTogether together, KnownChannels channels, CurrentUser user, Signals signals)
{
    /// <summary>512 orders of some 15 KB; a larger batch is two requests.</summary>
    private const int BodyMax = 8 << 20;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/api/v1/orders", "/api/v1/orders/batch" })
        {
            routes.MapPost(path, async (HttpRequest request, string? channel, string? format, SendOrders send, CancellationToken ct) =>
                    await send.RunAsync(request, channel ?? "", format ?? FormatOf(request.ContentType), ct))
                .RequireAuthorization("orders.intake")
                .DisableAntiforgery()
                .WithMetadata(new RequestSizeLimitAttribute(BodyMax), LooksKeysUpItself.Metadata)
                .WithSummary(path.EndsWith("batch", StringComparison.Ordinal) ? "Send up to 512 orders" : "Send one order");
        }
    }

    private async Task<IResult> RunAsync(HttpRequest request, string code, string format, CancellationToken ct)
    {
        if (OrderReaders.Find(format) is not { } reader) return ConnectorProblems.FormatUnknown(format).ToHttp();
        if (await channels.FindAsync(services, user.Tenant, code, ct) is not { } channel) return ChannelsProblems.ChannelNotFound(code).ToHttp();

        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(request.Body, Strict, ct);
        }
        catch (JsonException fault)
        {
            return ChannelsProblems.NotJson($"line {fault.LineNumber + 1}: {fault.Message}").ToHttp();
        }

        using (document)
        {
            var found = reader.Find(document.RootElement);
            if (found.Problem is { } misfit) return misfit.ToHttp();
            if (found.Value.Count > IOrderIntake.BatchMax) return ChannelsProblems.TooManyOrders(found.Value.Count).ToHttp();

            var isList = document.RootElement.ValueKind == JsonValueKind.Array || found.Value.Count != 1 || request.Path.Value?.EndsWith("/batch", StringComparison.Ordinal) == true;
            var call = request.HttpContext.Features.Get<KeyedCall>();
            if (isList && call is not null && await call.LookUpAsync(services.GetRequiredService<EntrepotDb>(), ct)) return Results.Empty;
            var answers = await AcceptAsync(channel, reader, found.Value, isList ? null : call, ct);
            if (call is { IsAnswered: true }) return Results.Empty;
            return isList ? Results.Ok(new Answers(answers)) : answers[0].ToHttp();
        }
    }

    /// <param name="call">Of a single order that has a key, whose answer is stored with it.</param>
    private async Task<List<OrderAnswer>> AcceptAsync(SalesChannel channel, IOrderReader reader, IReadOnlyList<JsonElement> elements, KeyedCall? call, CancellationToken ct)
    {
        var read = elements.Select(reader.Read).ToList();
        var fit = Enumerable.Range(0, read.Count).Where(i => read[i].IsOk).ToList();
        var accepted = fit.Count switch
        {
            0 => [],
            1 => [await together.AcceptAsync(user.Tenant, channel.Id, read[fit[0]].Value, elements[fit[0]].GetRawText(), ct, call)],
            _ => await services.GetRequiredService<IOrderIntake>().AcceptAsync(channel.Id, fit.ConvertAll(i => read[i].Value), fit.ConvertAll<string?>(i => elements[i].GetRawText()), ct),
        };

        signals.OrdersTakenIn(user.Tenant, channel.Code, "refused", read.Count - fit.Count); // The others are counted at the front door.
        var answers = read.ConvertAll(order => order.Problem is { } problem ? OrderAnswer.Refused("", problem) : null);
        for (var i = 0; i < fit.Count; i++) answers[fit[i]] = OrderAnswer.From(accepted[i]);
        return answers.ConvertAll(answer => answer ?? throw new InvalidOperationException("Every order has an answer."));
    }

    /// <summary><c>application/vnd.amazon.orders+json</c> says <c>amazon</c>; plain <c>application/json</c> is our own.</summary>
    private static string FormatOf(string? contentType) => contentType switch
    {
        not null when contentType.Contains("amazon", StringComparison.OrdinalIgnoreCase) => "amazon",
        not null when contentType.Contains("shopify", StringComparison.OrdinalIgnoreCase) => "shopify",
        _ => "entrepot",
    };

    private sealed record Answers(IReadOnlyList<OrderAnswer> Orders);
}
