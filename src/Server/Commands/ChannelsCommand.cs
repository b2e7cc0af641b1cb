using System.CommandLine;
using System.Globalization;
using System.Net;
using Entrepot.Channels.Contracts;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Tries a marketplace's connector against any server that speaks its protocol, or over stored webhooks and pages. Neither touches a database.</summary>
internal static class ChannelsCommand
{
    /// <summary>Sent for a key that nobody gave: servers for tests take any.</summary>
    private const string AnyKey = "sandbox";

    private static readonly TimeSpan SinceByDefault = TimeSpan.FromDays(30);

    /// <summary>Servers for tests hold old samples; two years back is as far as eBay looks.</summary>
    private static readonly TimeSpan SinceHere = TimeSpan.FromDays(729);

    public static Command Build(ModuleList modules, CommonOptions common) => new("channels", "Connectors to marketplaces: try them without the product.")
    {
        Check(modules, common),
        Replay(modules, common),
    };

    private static Command Check(ModuleList modules, CommonOptions common)
    {
        var name = new Argument<string>("name") { Description = "Connector: amazon, shopify, …" };
        var url = new Option<string?>("--base-url") { Description = "Root of the server; the official paths follow it. Default: the marketplace's own system, where it has one for all shops.", HelpName = "URL" };
        var keys = Keys();
        var since = new Option<DateTimeOffset?>("--since") { Description = "Orders that changed since then, as 2026-11-01T00:00:00Z (default: 30 days ago; two years for a server on this machine).", HelpName = "TIME" };
        var most = new Option<int>("--orders-max") { Description = "Stop after so many orders.", DefaultValueFactory = _ => 1_000 };
        var push = new Option<bool?>("--push") { Description = "Tell stock (5 of each SKU) and parcels of the first orders that came. Without it only to a server on this machine: a real shop would sell and tell its buyers by it.", HelpName = "true|false", Arity = ArgumentArity.ZeroOrOne };
        var wait = new Option<int>("--wait") { Description = "Longest wait in seconds that the marketplace or its limits may ask for.", DefaultValueFactory = _ => 60 };
        var command = new Command("check", "Check the keys, pull orders and, when some came, tell stock and parcels.") { name, url, keys, since, most, push, wait, common.Json };
        command.SetAction((parse, ct) => CheckAsync(
            modules, common.Read(parse, isDemo: false),
            new(parse.GetValue(name) ?? "", parse.GetValue(url), parse.GetValue(keys) ?? [], parse.GetValue(since), parse.GetValue(most), parse.GetResult(push) is null ? null : parse.GetValue(push) ?? true, parse.GetValue(wait)),
            parse.GetValue(common.Json), ct));
        return command;
    }

    private static Command Replay(ModuleList modules, CommonOptions common)
    {
        var name = new Argument<string>("name") { Description = "Connector: amazon, shopify, …" };
        var folder = new Argument<string>("folder") { Description = "Bodies as they came, name.json each. With name.headers or name.headers.json beside it a body is a webhook, else a page of orders." };
        var keys = Keys();
        var unverified = new Option<bool>("--unverified") { Description = "Read webhooks whatever their signature." };
        var command = new Command("replay", "Read stored webhooks and pages; says what is wrong by file and field.") { name, folder, keys, unverified, common.Json };
        command.SetAction((parse, ct) => ReplayAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(name) ?? "", parse.GetValue(folder) ?? "", parse.GetValue(keys) ?? [], !parse.GetValue(unverified), parse.GetValue(common.Json), ct));
        return command;
    }

    private static Option<string[]> Keys() => new("--key")
    {
        Description = "A key of the connector, as client-secret=…; may be repeated. The environment's ENTREPOT_SHOPIFY_CLIENT_SECRET says the same without showing it.",
        HelpName = "NAME=VALUE",
    };

    private sealed record Asked(string Name, string? BaseUrl, string[] Keys, DateTimeOffset? Since, int OrdersMax, bool? Push, int WaitSeconds);

    private static async Task<int> CheckAsync(ModuleList modules, RunOptions options, Asked asked, bool json, CancellationToken ct)
    {
        await using var services = Services.Unprepared(modules, options, withKeys: false);
        var trials = services.GetRequiredService<IChannelTrials>();
        var described = trials.Connectors.FirstOrDefault(one => one.Kind == asked.Name);
        var baseUrl = asked.BaseUrl ?? described?.Host ?? "";
        if (described is not null && !(Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")) return Output.Fail(json, $"'{baseUrl}' is no http or https address. Give the server's with --base-url.");

        var given = Given(described, asked.Keys);
        var assumed = described?.Keys.Where(key => key.IsRequired && !given.ContainsKey(key.Name)).Select(key => key.Name).ToList() ?? [];
        if (described is { Kind: "shopify" } && !given.ContainsKey("access-token") && !given.ContainsKey("client-id")) assumed.Add("access-token");
        foreach (var name in assumed) given[name] = AnyKey;
        var since = asked.Since ?? services.GetRequiredService<TimeProvider>().GetUtcNow() - (IsHere(baseUrl) ? SinceHere : SinceByDefault);
        var report = await trials.CheckAsync(new(asked.Name, baseUrl, given, since.UtcDateTime, asked.Push ?? IsHere(baseUrl), asked.OrdersMax, TimeSpan.FromSeconds(asked.WaitSeconds)), ct);
        if (report.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
        Write(json, report.Value, assumed);
        return report.Value.Problems.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ReplayAsync(ModuleList modules, RunOptions options, string name, string folder, string[] keys, bool isVerified, bool json, CancellationToken ct)
    {
        await using var services = Services.Unprepared(modules, options, withKeys: false);
        var trials = services.GetRequiredService<IChannelTrials>();
        var replayed = await trials.ReplayAsync(name, folder, Given(trials.Connectors.FirstOrDefault(one => one.Kind == name), keys), isVerified, ct);
        if (replayed.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());

        var report = replayed.Value;
        Output.Write(
            json, report,
            [
                $"{report.Files:N0} files: {report.Webhooks:N0} webhooks ({report.Duplicates:N0} repeated), {report.Pages:N0} pages; {report.Orders:N0} orders read",
                .. report.Problems.Select(one => $"{one.File}{(one.Field is null ? "" : $", {one.Field}")}: {one.Message} ({one.Code})"),
            ]);
        return report.Problems.Count == 0 ? 0 : 1;
    }

    private static void Write(bool json, TrialReport report, IReadOnlyList<string> assumed) => Output.Write(
        json,
        new
        {
            calls = report.Calls,
            orders = report.Orders,
            stockPushes = report.StockPushes,
            fulfilments = report.Fulfilments,
            pages = report.Pages,
            shop = report.Shop,
            scopes = report.Scopes,
            assumedKeys = assumed,
            problems = report.Problems.Select(one => new { about = one.About, code = one.Code, message = one.Message, field = one.Field }),
        },
        [
            string.Create(CultureInfo.InvariantCulture, $"{(report.Shop.Length > 0 ? report.Shop : "the shop")}: {report.Calls} calls, {report.Orders} orders in {report.Pages} pages, {report.StockPushes} quantities and {report.Fulfilments} parcels told"),
            .. report.Scopes.Count > 0 ? [$"the keys allow {string.Join(", ", report.Scopes)}"] : Array.Empty<string>(),
            .. assumed.Count > 0 ? [$"sent '{AnyKey}' for keys that were not given: {string.Join(", ", assumed)}"] : Array.Empty<string>(),
            .. report.Problems.Select(one => $"{one.About}: {one.Message} ({one.Code})"),
        ]);

    /// <summary>What the command line says counts before the environment.</summary>
    private static Dictionary<string, string> Given(ConnectorDescription? connector, string[] pairs)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in connector?.Keys ?? [])
            if (Environment.GetEnvironmentVariable(key.Variable) is { Length: > 0 } value) given[key.Name] = value;
        foreach (var pair in pairs)
            if (pair.IndexOf('=', StringComparison.Ordinal) is var at and > 0) given[pair[..at]] = pair[(at + 1)..];
        return given;
    }

    private static bool IsHere(string baseUrl) => Uri.TryCreate(baseUrl, UriKind.Absolute, out var url) && (url.IsLoopback || (IPAddress.TryParse(url.Host, out var address) && IPAddress.IsLoopback(address)));
}
