using System.CommandLine;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Server.Demo;
using Entrepot.Server.Hosting;

namespace Entrepot.Server.Commands;

/// <summary>Imports order files by a mapping profile. On an empty folder it founds the demo company first, without its sandbox world.</summary>
internal static class ImportCommand
{
    public static Command Build(ModuleList modules, CommonOptions common)
    {
        var profile = new Option<string>("--profile") { Description = "Mapping profile: uci-online-retail, amazon, shopify, entrepot, or one of your own.", Required = true };
        var channel = new Option<string?>("--channel") { Description = "Code of the sales channel; made when missing (default: the profile's code)." };
        var currency = new Option<string?>("--currency") { Description = "Currency of a channel made now (default: the company's)." };
        var complete = new Option<bool?>("--complete")
        {
            Description = "Test data only: make up an address for each order and a product, with opening stock, for each article code that the files lack. "
                + "'--complete false' takes the files as they are. Without it the profile decides: uci-online-retail completes, the others do not.",
            HelpName = "true|false",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var files = new Argument<string[]>("files") { Description = "Files or folders.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("import", "Import order files; every row is accounted for once.") { profile, channel, currency, complete, files, common.Json };
        command.SetAction((parse, ct) => RunAsync(
            modules, common.Read(parse, isDemo: false), new(parse.GetValue(profile) ?? "", parse.GetValue(channel), parse.GetValue(currency), parse.GetValue(complete), parse.GetValue(files) ?? []),
            parse.GetValue(common.Json), ct));
        return command;
    }

    /// <param name="Complete">Null leaves it to the profile.</param>
    private sealed record Asked(string Profile, string? Channel, string? Currency, bool? Complete, string[] Files);

    private static async Task<int> RunAsync(ModuleList modules, RunOptions options, Asked asked, bool json, CancellationToken ct)
    {
        await using var services = await Services.ForCommandAsync(modules, options, ct);
        var company = await FirstCompany.EnsureAsync(
            services, Founding.DemoWithoutWorld,
            administrator => Console.Error.WriteLine($"Founded the demo company. Sign in as {administrator.UserName} with the password {administrator.Password} (shown only now)."), ct);

        var channel = await ChannelAsync(services, company, asked.Channel ?? asked.Profile, asked.Currency, ct);
        Result<ImportSummary> imported;
        await using (var scope = services.As(company.Id, "import"))
        {
            var progress = json ? null : new Progress<ImportProgress>(Show);
            var classification = scope.ServiceProvider.GetRequiredService<IClassification>();
            var request = new ImportRequest(asked.Profile, channel, asked.Files) { Complete = asked.Complete, HsCodeOf = description => HsCodeOf(classification, description) };
            imported = await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(request, progress, ct);
        }

        if (imported.Problem is { } problem) return Output.Fail(json, problem.Message.ToString());
        if (imported.Value.Completed) await DemoStock.FillAsync(services, company.Id, ct);
        Report(json, imported.Value);
        return imported.Value.RefusedFiles.Count == 0 ? 0 : 1;
    }

    /// <summary>The best suggestion for a product that the test world makes up; a real product's code is confirmed by a person.</summary>
    private static string HsCodeOf(IClassification classification, string description) =>
        classification.Suggest([new(default, description, "")])[0] is [{ } best, ..] ? best.HsCode : "";

    private static async Task<SalesChannelId> ChannelAsync(IServiceProvider services, Tenant company, string code, string? currency, CancellationToken ct)
    {
        await using var scope = services.As(company.Id, "import");
        var channels = scope.ServiceProvider.GetRequiredService<ISalesChannels>();
        if ((await channels.AllAsync(ct)).FirstOrDefault(channel => channel.Code == code) is { } known) return known.Id;

        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(ct);
        var id = new SalesChannelId(scope.ServiceProvider.GetRequiredService<IdBlocks>().Next());
        var added = await channels.AddAsync(new(id, code, code, "file", currency ?? company.Currency), ct);
        if (added.Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        await unit.CommitAsync(ct);
        return id;
    }

    private static void Show(ImportProgress progress) =>
        Console.Error.Write($"\r{progress.Phase}: {progress.BytesDone >> 20:N0} of {progress.Bytes >> 20:N0} MB, {progress.FilesDone}/{progress.Files} files, {progress.Rows:N0} rows, {progress.Orders:N0} orders, {progress.Refused:N0} refused   ");

    private static void Report(bool json, ImportSummary summary) => Output.Write(
        json,
        new
        {
            rows = summary.Rows,
            goodsRows = summary.GoodsRows,
            serviceRows = summary.ServiceRows,
            cancelledRows = summary.CancelledRows,
            matchedCancellations = summary.MatchedCancellations,
            refusedRows = summary.RefusedRows,
            stockAdjustmentRows = summary.StockAdjustmentRows,
            orders = summary.Orders,
            duplicates = summary.Duplicates,
            conflicts = summary.Conflicts,
            amountIn = summary.AmountIn,
            amountAccounted = summary.AmountAccounted,
            completed = summary.Completed,
            missingColumns = summary.MissingColumns,
            seconds = Math.Round(summary.Seconds, 3),
            refusedFiles = summary.RefusedFiles.Select(file => new { file = file.File, row = file.Row, code = file.Problem.Code, why = file.Problem.Message.ToString() }),
        },
        [
            "",
            $"{summary.Rows:N0} rows: {summary.GoodsRows:N0} goods, {summary.ServiceRows:N0} services, {summary.CancelledRows:N0} cancellations ({summary.MatchedCancellations:N0} matched), {summary.RefusedRows:N0} refused ({summary.StockAdjustmentRows:N0} stock movements)",
            $"{summary.Orders:N0} orders accepted, {summary.Duplicates:N0} known already, {summary.Conflicts:N0} in conflict, in {summary.Seconds:0.0} s",
            $"amount in the files {summary.AmountIn:N2}, accounted for {summary.AmountAccounted:N2}",
            .. summary.Completed ? ["addresses and products that the files lack were made up (--complete false takes the files as they are)"] : Array.Empty<string>(),
            .. summary.MissingColumns.Count > 0 ? [$"columns of the profile that the files lack: {string.Join(", ", summary.MissingColumns)}"] : Array.Empty<string>(),
            .. summary.RefusedFiles.Select(file => $"refused {file.File}, row {file.Row}: {file.Problem.Message}"),
        ]);
}
