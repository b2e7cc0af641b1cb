using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
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
                .WithMetadata(new RequestSizeLimitAttribute(BodyMax))
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

            var answers = await AcceptAsync(channel, reader, found.Value, ct);
            var isList = document.RootElement.ValueKind == JsonValueKind.Array || found.Value.Count != 1 || request.Path.Value?.EndsWith("/batch", StringComparison.Ordinal) == true;
            return isList ? Results.Ok(new Answers(answers)) : One(answers[0]);
        }
    }

    private async Task<List<Answer>> AcceptAsync(SalesChannel channel, IOrderReader reader, IReadOnlyList<JsonElement> elements, CancellationToken ct)
    {
        var read = elements.Select(reader.Read).ToList();
        var fit = Enumerable.Range(0, read.Count).Where(i => read[i].IsOk).ToList();
        var accepted = fit.Count switch
        {
            0 => [],
            1 => [await together.AcceptAsync(user.Tenant, channel.Id, read[fit[0]].Value, elements[fit[0]].GetRawText(), ct)],
            _ => await services.GetRequiredService<IOrderIntake>().AcceptAsync(channel.Id, fit.ConvertAll(i => read[i].Value), fit.ConvertAll<string?>(i => elements[i].GetRawText()), ct),
        };

        signals.OrdersTakenIn(user.Tenant, channel.Code, "refused", read.Count - fit.Count); // The others are counted at the front door.
        var answers = read.ConvertAll(order => order.Problem is { } problem ? Refused("", problem) : null);
        for (var i = 0; i < fit.Count; i++) answers[fit[i]] = From(accepted[i]);
        return answers.ConvertAll(answer => answer ?? throw new InvalidOperationException("Every order has an answer."));
    }

    private static Answer From(IntakeAnswer answer) => answer.Outcome switch
    {
        IntakeOutcome.Accepted => new(StatusCodes.Status201Created, "accepted", answer.ExternalNumber, answer.IncomingId, null),
        IntakeOutcome.Duplicate => new(StatusCodes.Status200OK, "duplicate", answer.ExternalNumber, answer.IncomingId, null),
        IntakeOutcome.Conflict => new(StatusCodes.Status409Conflict, "conflict", answer.ExternalNumber, answer.IncomingId, Fault.Of(answer.Problem)),
        _ => Refused(answer.ExternalNumber, answer.Problem ?? throw new InvalidOperationException("A refusal has a reason.")),
    };

    private static Answer Refused(string number, Problem problem) => new(ResultHttp.Status(problem.Kind), "refused", number, null, Fault.Of(problem));

    private static IResult One(Answer answer) => answer.Problem is { } fault
        ? Results.Problem(type: fault.Type, title: fault.Title, statusCode: answer.Status, extensions: new Dictionary<string, object?> { ["field"] = fault.Field, ["externalNumber"] = answer.ExternalNumber })
        : Results.Json(answer, statusCode: answer.Status);

    /// <summary><c>application/vnd.amazon.orders+json</c> says <c>amazon</c>; plain <c>application/json</c> is our own.</summary>
    private static string FormatOf(string? contentType) => contentType switch
    {
        not null when contentType.Contains("amazon", StringComparison.OrdinalIgnoreCase) => "amazon",
        not null when contentType.Contains("shopify", StringComparison.OrdinalIgnoreCase) => "shopify",
        _ => "entrepot",
    };

    private sealed record Answers(IReadOnlyList<Answer> Orders);

    private sealed record Answer(int Status, string Outcome, string ExternalNumber, long? IncomingId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Fault? Problem);

    private sealed record Fault(string Type, string Title, string? Field)
    {
        public static Fault? Of(Problem? problem) => problem is null ? null : new(problem.Code, problem.Message.ToString(), problem.Field);
    }
}
