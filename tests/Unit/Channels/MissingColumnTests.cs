using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Channels.Features.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>A file must have what no order can do without, and nothing else.</summary>
[Storage]
public sealed class MissingColumnTests
{
    private const string Least = "order,sku,quantity,unit price,placed at,currency\nA-1,CUP,2,3.50,2026-11-01 10:00,EUR\nA-2,CUP,1,3.50,2026-11-01 11:00,EUR\n";

    [Fact]
    public async Task A_file_without_optional_columns_is_taken_and_they_are_named_once()
    {
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, Least)).Value;

        (summary.Orders, summary.RefusedRows, summary.RefusedFiles.Count).ShouldBe((2, 0, 0));
        summary.MissingColumns.ShouldBe(["line", "description", "buyer", "country", "name", "address", "city", "province", "postcode", "phone", "email", "shipping"]);
        var row = await RowAsync(database);
        row.Notice.ShouldNotBeNull().ToString().ShouldContain("'phone'");
        row.Error.ShouldBeNull();
        (await database.WaitingAsync()).Select(order => (order.Order.ExternalNumber, order.Order.ShipTo.City)).ShouldBe([("A-1", ""), ("A-2", "")]);
    }

    [Fact]
    public async Task A_file_with_every_column_has_no_notice()
    {
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, "order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping\nA-1,1,CUP,Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n")).Value;

        summary.MissingColumns.ShouldBeEmpty();
        (await RowAsync(database)).Notice.ShouldBeNull();
    }

    [Theory]
    [InlineData("sku", ",")]
    [InlineData("order", ";")]
    [InlineData("currency", "\t")]
    [InlineData("placed at", "|")]
    public async Task A_file_without_a_needed_column_is_refused_with_its_name_and_what_the_file_has(string heading, string delimiter)
    {
        await using var database = await OpenAsync();

        var refused = (await ImportAsync(database, Least.Replace(heading + (heading == "currency" ? "\n" : ","), "other" + (heading == "currency" ? "\n" : ","), StringComparison.Ordinal).Replace(",", delimiter, StringComparison.Ordinal))).Problem;

        refused.ShouldNotBeNull().Code.ShouldBe("channels.import_columns_missing");
        refused.Message.ToString().ShouldContain($"without which no order can be read: '{heading}'. It reads '");
        refused.Message.ToString().ShouldContain("'other'");
        (await database.WaitingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_with_more_torn_orders_than_are_kept_in_memory_are_refused_with_what_to_do()
    {
        await using var database = await OpenAsync();
        const string torn = "order,sku,quantity,unit price,placed at,currency\nA-1,CUP,2,3.50,2026-11-01 10:00,EUR\nA-2,CUP,1,3.50,2026-11-01 11:00,EUR\nA-1,MUG,1,3.50,2026-11-01 10:00,EUR\nA-2,MUG,1,3.50,2026-11-01 11:00,EUR\n";

        (await RunAsync(database, torn, new KeyRuns(scatteredMax: 2))).State.ShouldBe(ImportState.Done);
        var refused = await RunAsync(database, torn, new KeyRuns(scatteredMax: 1));

        refused.State.ShouldBe(ImportState.Refused);
        refused.RefusedFiles.ShouldHaveSingleItem().Problem.Code.ShouldBe("channels.import_too_scattered");
        refused.Error.ShouldNotBeNull().ToString().ShouldContain("sort the files by order number");
        (await database.WaitingAsync()).Count.ShouldBe(2, "those of the first run only");
    }

    /// <summary>The run's own files, so that a limit of millions can be lowered.</summary>
    private static async Task<ImportRun> RunAsync(TestDatabase database, string text, KeyRuns runs)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var profile = (await scope.ServiceProvider.GetRequiredService<Profiles>().FindAsync("plain-csv", Ct)).Value;
        var channel = (await scope.ServiceProvider.GetRequiredService<ISalesChannels>().AllAsync(Ct)).Single();
        var bytes = Encoding.UTF8.GetBytes(text);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var run = new ImportRun(scope.ServiceProvider.GetRequiredService<IdBlocks>().Next(), channel, complete: false);
        await using (var unit = await db.BeginAsync(Ct))
        {
            db.Writes.Insert(new ImportRow
            {
                TenantId = db.Tenant,
                Id = run.Id,
                ChannelId = Shop,
                Profile = "plain-csv",
                Name = "torn.csv",
                State = ImportState.Running,
                Phase = run.Phase,
                RequestedBy = "test",
                RequestedAt = TestDatabase.Noon,
                ProgressAt = TestDatabase.Noon,
            });
            (await unit.CommitAsync(Ct)).IsOk.ShouldBeTrue();
        }

        using var source = new CsvOrders(profile, runs);
        IReadOnlyList<SourceFile> files = [new("torn.csv", bytes.Length, new ByteMeter(), () => new MemoryStream(bytes, writable: false))];
        await scope.ServiceProvider.GetRequiredService<ImportPipeline>().RunAsync(run, source, [("torn.csv", new Result<IReadOnlyList<SourceFile>>(files))], null, Ct);
        return run;
    }

    private static async Task<Result<ImportSummary>> ImportAsync(TestDatabase database, string text)
    {
        await using var scope = database.As(TestDatabase.Ours);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(new("plain-csv", Shop, []) { Content = content, ContentName = "test.csv" }, null, Ct);
    }

    private static async Task<ImportRow> RowAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<ImportRow>().SingleAsync(Ct);
    }
}
