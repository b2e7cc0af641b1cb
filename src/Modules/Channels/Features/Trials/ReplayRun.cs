using System.Security.Cryptography;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Features.Trials;

/// <summary>One <c>channels replay</c>: each file as it would be read if it came now.</summary>
internal sealed class ReplayRun(IChannelConnector connector, Shop shop, bool isVerified, TimeProvider clock)
{
    private readonly List<ReplayProblem> problems = [];
    private readonly HashSet<string> events = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTime> newest = new(StringComparer.Ordinal);
    private int webhooks;
    private int pages;
    private int duplicates;

    public async Task<Result<ReplayReport>> RunAsync(string folder, CancellationToken ct)
    {
        if (!Directory.Exists(folder)) return Domain.ChannelsProblems.FolderMissing(folder);
        var files = ReplayFiles.In(folder);
        foreach (var (body, side) in files)
        {
            var file = Path.GetRelativePath(folder, body);
            var bytes = await File.ReadAllBytesAsync(body, ct);
            if (bytes.Length > Signatures.BodyMax && side is not null) problems.Add(new(file, null, "channels.webhook_misfit", $"The webhook is larger than {Signatures.BodyMax >> 20} MB."));
            else if (side is not null) Webhook(file, bytes, side);
            else Page(file, bytes);
        }

        return new ReplayReport(files.Count, webhooks, pages, newest.Count, duplicates, problems);
    }

    private void Webhook(string file, byte[] bytes, string side)
    {
        webhooks++;
        RawWebhook webhook;
        try
        {
            var (headers, url) = ReplayFiles.ReadSide(side);
            webhook = new(headers, bytes, url);
        }
        catch (FormatException fault)
        {
            problems.Add(new(file, "headers", "channels.webhook_misfit", fault.Message));
            return;
        }

        if (isVerified && connector.VerifyWebhook(shop, webhook, clock.GetUtcNow().UtcDateTime).Problem is { } unsigned) Add(file, unsigned);
        else if (connector.ReadWebhook(webhook) is { Problem: { } misfit }) Add(file, misfit);
        else Take(file, connector.ReadWebhook(webhook).Value, bytes);
    }

    private void Take(string file, WebhookNews news, byte[] bytes)
    {
        if (!events.Add(news.EventId.Length > 0 ? news.EventId : Convert.ToHexStringLower(SHA256.HashData(bytes))))
        {
            duplicates++;
            return;
        }

        foreach (var order in news.Orders) Take(file, order, news.At);
    }

    private void Page(string file, byte[] bytes)
    {
        pages++;
        try
        {
            var read = connector.ReadPage(JsonSerializer.Deserialize<JsonElement>(bytes));
            if (read.Problem is { } misfit) Add(file, misfit);
            else foreach (var order in read.Value) Take(file, order, null);
        }
        catch (JsonException fault)
        {
            problems.Add(new(file, fault.Path, "channels.json_misfit", $"The file is not JSON, or was cut: {fault.Message}"));
        }
    }

    private void Take(string file, PulledOrder order, DateTime? at)
    {
        var problem = order.Order.Problem ?? Domain.OrderRules.Check(order.Order.Value);
        if (problem is not null)
        {
            Add(file, problem);
            return;
        }

        var number = order.Order.Value.ExternalNumber;
        var when = order.UpdatedAt ?? at ?? DateTime.MinValue;
        if (!newest.TryGetValue(number, out var known) || when > known) newest[number] = when;
    }

    private void Add(string file, Problem problem) => problems.Add(new(file, problem.Field, problem.Code, problem.Message.ToString()));
}
