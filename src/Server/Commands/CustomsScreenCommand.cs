using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Modules;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Compares the names of a file with denied-party lists, row by row as it is read.</summary>
internal static class CustomsScreenCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "CSV with a column name; country (a code or an English name) and address are used where they are there." };
        var lists = new Option<string[]>("--list") { Description = "Folder or file of a list as its publisher names it; may be given several times. Without it: the lists imported into the data folder.", HelpName = "PLACE" };
        var lines = GoodsFile.JsonLines();
        var command = new Command("screen", "Compare the names of a file with denied-party lists: the best match of each row, its score, why, and the list's edition.") { file, lists, lines };
        command.SetAction((parse, ct) => RunAsync(modules, common.Read(parse, isDemo: false), parse.GetValue(file) ?? "", parse.GetValue(lists) ?? [], parse.GetValue(lines), ct));
        return command;
    }

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, string path, string[] lists, bool json, CancellationToken ct)
    {
        using var rows = GoodsFile.Open(path, "name", out var fault);
        if (rows is null) return Output.Fail(json, fault);

        if (lists.Length > 0)
        {
            using var offline = CustomsOffline.Services();
            var files = offline.GetRequiredService<IPartyFiles>().Open(lists, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            return files.Problem is { } unread ? Output.Fail(json, unread.Message.ToString()) : Answer(rows, files.Value, json);
        }

        await using var services = await Services.ForCommandAsync(modules, options, ct);
        await using var scope = services.CreateAsyncScope();
        var loaded = await scope.ServiceProvider.GetRequiredService<IPartyDesk>().OpenAsync(ct);
        return loaded.Problem is { } none ? Output.Fail(json, none.Message.ToString()) : Answer(rows, loaded.Value, json);
    }

    private static int Answer(GoodsFile rows, IPartyScreen screen, bool json)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
        var number = 0;
        foreach (var row in rows.Read())
        {
            number++;
            var found = screen.Best(row("name"), CountryOf(row("country"), row("address")));
            if (json) output.WriteLine(JsonSerializer.Serialize(Line(number, row("name"), found, screen), Output.Lines));
            else output.WriteLine($"{row("name")}: {(found is null ? "nobody on the lists" : $"{found.ListedName} ({found.List} {found.EntryId}), {found.ScorePpm / 10_000m:0.0} %: {found.Why}")}");
        }

        if (!json) output.WriteLine($"{number:N0} names compared with {screen.Names:N0} listed ones: {screen.Version}");
        return 0;
    }

    private static object Line(int row, string name, PartyMatch? found, IPartyScreen screen) => new
    {
        row,
        name,
        match = found is not null,
        listedName = found?.ListedName,
        score = found is null ? 0 : Math.Round(found.ScorePpm / 1_000_000m, 4),
        why = found?.Why.ToString(),
        kind = found?.Kind,
        list = found?.List,
        entry = found?.EntryId,
        version = found is null ? screen.Version : screen.VersionOf(found.List),
        lists = screen.Version,
    };

    /// <summary>The country's code, from its column or from the end of the address.</summary>
    private static string CountryOf(string country, string address) =>
        Countries.Find(country) ?? Countries.Find(address.Split(',')[^1].Trim()) ?? "";
}
