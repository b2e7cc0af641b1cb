using System.IO.Compression;
using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>Files in the layout of the retail profile, good and bad.</summary>
[Storage]
public sealed class ImportTests : IDisposable
{
    private const string Head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
    private const string Row = "1,A1,CUP,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n";

    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-import-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_kind_of_row_is_counted_once_and_the_sums_tie()
    {
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, Head + Row
            + "1,POST,POSTAGE,1,2010-12-01 08:27:00,18.0,17850.0,United Kingdom\n" // a service of the same order, a minute later
            + "2,a2,PADS,3,2010-12-02 08:26:00,0.001,,EIRE\n" // below a penny, anonymous
            + "3,A3,damages,-4,2010-12-02 09:00:00,0.0,,United Kingdom\n" // a write-off
            + "C4,A1,CUP,-2,2010-12-03 08:26:00,2.55,17850.0,United Kingdom\n" // takes back two of the first
            + "C5,A1,CUP,-5,2010-12-03 08:27:00,2.55,17850.0,United Kingdom\n" // more than is left
            + "A6,B,Adjust bad debt,1,2010-12-04 08:27:00,-11062.06,,United Kingdom\n"
            + "7,A7,GIFT,1,2010-12-04 08:27:00,0.0,,Channel Islands\n"
            + "8,A8,CUP,many,2010-12-04 08:27:00,1.0,,United Kingdom\n")).Value;

        (summary.Rows, summary.GoodsRows, summary.ServiceRows, summary.CancelledRows, summary.RefusedRows).ShouldBe((9, 3, 2, 2, 2));
        (summary.Orders, summary.MatchedCancellations, summary.StockAdjustmentRows).ShouldBe((3, 1, 1));
        summary.AmountIn.ShouldBe((6 * 2.55m) + 18m + 0.003m - (2 * 2.55m) - (5 * 2.55m) - 11062.06m);
        summary.AmountAccounted.ShouldBe(summary.AmountIn);

        var waiting = (await database.WaitingAsync()).ToDictionary(order => order.Order.ExternalNumber);
        waiting["1"].Order.PlacedAt.ShouldBe(new DateTime(2010, 12, 1, 8, 26, 0, DateTimeKind.Utc));
        waiting["1"].Order.BuyerId.ShouldBe("17850");
        waiting["1"].Order.Lines.Select(line => (line.Code, line.Quantity, line.AmountMinor, line.IsService)).ShouldBe([("A1", 6, 1530, false), ("POST", 1, 1800, true)]);
        waiting["1"].Cancelled.ShouldBe(new Dictionary<string, long> { ["1"] = 2 });
        (waiting["2"].Order.ShipTo.Country, waiting["2"].Order.Lines[0].Code, waiting["2"].Order.Lines[0].AmountMinor).ShouldBe(("IE", "A2", 0));
        (waiting["7"].Order.ShipTo.Country, waiting["7"].Order.CountryText, waiting["7"].Order.Flags.Single()).ShouldBe(("", "Channel Islands", "free"));
        (await NotesAsync(database)).Select(note => (note.Line, note.Kind)).ShouldBe([(5, RowKind.StockAdjustment), (8, RowKind.MoneyAdjustment), (10, RowKind.Refused)]);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var listener = new Listener();
        await using var database = await OpenAsync(listener.Register);
        const string text = Head + Row + "C4,A1,CUP,-2,2010-12-03 08:26:00,2.55,17850.0,United Kingdom\n";
        await ImportAsync(database, text);
        await database.TakeAllAsync();

        var again = (await ImportAsync(database, text)).Value;

        (again.Orders, again.Duplicates, again.Conflicts, again.CancelledRows, again.MatchedCancellations).ShouldBe((0, 1, 0, 1, 1));
        again.AmountAccounted.ShouldBe(again.AmountIn);
        (await listener.AfterWorkAsync(database)).ShouldBeEmpty("what was cancelled while it waited went along with the order");
    }

    [Fact]
    public async Task A_cancellation_of_an_order_that_was_taken_meanwhile_reaches_the_order_book()
    {
        var listener = new Listener();
        await using var database = await OpenAsync(listener.Register);
        await ImportAsync(database, Head + Row);
        var order = (await database.TakeAllAsync())[0].Order;

        await ImportAsync(database, Head + "C4,A1,CUP,-2,2010-12-03 08:26:00,2.55,17850.0,United Kingdom\n");

        var heard = (await listener.AfterWorkAsync(database)).ShouldHaveSingleItem();
        (heard.Order, heard.Source, heard.Lines.Single()).ShouldBe((order, "C4", new CancelledSoFar("1", 2)));
    }

    [Fact]
    public async Task A_cancellation_takes_the_latest_earlier_order_first_whatever_the_sequence_in_the_file()
    {
        await using var database = await OpenAsync();

        await ImportAsync(database, Head
            + "C9,A1,CUP,-2,2010-12-05 00:00:00,2.55,17850.0,United Kingdom\n"
            + "3,A1,CUP,6,2010-12-06 08:26:00,2.55,17850.0,United Kingdom\n"
            + "2,A1,CUP,2,2010-12-04 08:26:00,2.55,17850.0,United Kingdom\n"
            + "1,A1,CUP,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n");

        (await database.WaitingAsync()).Where(order => order.Cancelled.Count > 0).Select(order => order.Order.ExternalNumber).ShouldBe(["2"]);
    }

    [Fact]
    public async Task One_bad_row_refuses_its_whole_order_and_no_other()
    {
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, Head + Row + Row.Replace("6,2010", "six,2010", StringComparison.Ordinal) + Row.Replace("1,A1", "2,A1", StringComparison.Ordinal))).Value;

        (summary.Orders, summary.GoodsRows, summary.RefusedRows).ShouldBe((1, 1, 2));
        summary.AmountAccounted.ShouldBe(summary.AmountIn);
        (await NotesAsync(database)).Select(note => (note.Line, note.Field, note.Why)).ShouldBe(
            [(3, "Quantity", "'six' is not a whole number."), (2, "", "Line 3 of the same order is refused.")], ignoreOrder: true);
    }

    [Theory]
    [InlineData(",A1,CUP,1,2010-12-01 08:26:00,1,,UK", "InvoiceNo", "The field is empty.")]
    [InlineData("9,,CUP,1,2010-12-01 08:26:00,1,,UK", "StockCode", "The field is empty.")]
    [InlineData("9,A1,CUP,0,2010-12-01 08:26:00,1,,UK", "Quantity", "'0' is not a quantity other than zero.")]
    [InlineData("9,A1,CUP,1.5,2010-12-01 08:26:00,1,,UK", "Quantity", "'1.5' is not a whole number.")]
    [InlineData("9,A1,CUP,1,yesterday,1,,UK", "InvoiceDate", "'yesterday' is not a time like yyyy-MM-dd HH:mm:ss or yyyy-MM-dd HH:mm or dd/MM/yyyy HH:mm or M/d/yyyy H:mm.")]
    [InlineData("9,A1,CUP,1,2010-12-01 08:26:00,=1+1,,UK", "UnitPrice", "'=1+1' is not an amount with '.' and at most six decimals.")]
    [InlineData("9,A1,CUP,1,2010-12-01 08:26:00,0.0000001,,UK", "UnitPrice", "'0.0000001' is not an amount with '.' and at most six decimals.")]
    [InlineData("9,A1,CUP,1,2010-12-01 08:26:00,-1,,UK", "UnitPrice", "'-1' is not a price of at least zero.")]
    [InlineData("C9,A1,CUP,1,2010-12-01 08:26:00,1,,UK", "Quantity", "'1' is not a negative quantity, since the number marks a cancellation.")]
    [InlineData("9,A1,CUP,1,2010-12-01 08:26:00,1", "", "The row has 6 fields, the headings have 8.")]
    [InlineData("9,A1,CUP,99999999999,2010-12-01 08:26:00,1,,UK", "Quantity", "'99999999999' is not an amount that any order reaches.")]
    public async Task A_row_with_a_fault_says_where_and_why(string row, string field, string why)
    {
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, Head + Row + row + "\n")).Value;

        (summary.Rows, summary.Orders, summary.RefusedRows).ShouldBe((2, 1, 1));
        var note = (await NotesAsync(database)).ShouldHaveSingleItem();
        (note.Line, note.Field, note.Why).ShouldBe((3, field, why));
        note.WhatToDo.ToString().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Rows_of_one_order_that_contradict_each_other_are_refused()
    {
        await using var database = await OpenAsync();

        var summary = (await ImportAsync(database, Head + Row + Row.Replace("17850.0", "17851.0", StringComparison.Ordinal))).Value;

        (summary.Orders, summary.RefusedRows).ShouldBe((0, 2));
        (await NotesAsync(database))[0].Why.ShouldBe("Line 3 says '17851.0' and line 2 says '17850.0', and both belong to order 1.");
    }

    [Fact]
    public async Task An_order_that_the_front_door_refuses_is_noted_with_all_its_rows()
    {
        await using var database = await OpenAsync();
        var number = new string('9', 65);

        var summary = (await ImportAsync(database, Head + Row.Replace("1,A1", number + ",A1", StringComparison.Ordinal) + Row.Replace("1,A1", number + ",A2", StringComparison.Ordinal))).Value;

        (summary.Orders, summary.RefusedRows, summary.AmountAccounted).ShouldBe((0, 2, 30.60m));
        (await NotesAsync(database)).ShouldHaveSingleItem().Field.ShouldBe("externalNumber");
    }

    [Fact]
    public async Task The_same_number_with_other_content_is_a_conflict_and_still_accounted_for()
    {
        await using var database = await OpenAsync();
        await ImportAsync(database, Head + Row);

        var summary = (await ImportAsync(database, Head + Row.Replace("6,2010", "7,2010", StringComparison.Ordinal))).Value;

        (summary.Orders, summary.Duplicates, summary.Conflicts, summary.GoodsRows).ShouldBe((0, 0, 1, 1));
        summary.AmountAccounted.ShouldBe(summary.AmountIn);
    }

    [Fact]
    public async Task Several_files_and_packed_ones_are_read_like_one()
    {
        await using var database = await OpenAsync();
        File.WriteAllText(Path.Combine(folder, "a.csv"), Head + Row);
        await using (var gz = new GZipStream(File.Create(Path.Combine(folder, "b.csv.gz")), CompressionLevel.Fastest)) gz.Write(Encoding.UTF8.GetBytes(Head + Row.Replace("1,A1", "2,A1", StringComparison.Ordinal)));
        using (var zip = ZipFile.Open(Path.Combine(folder, "c.zip"), ZipArchiveMode.Create))
        {
            foreach (var number in new[] { "3", "4" })
            {
                using var entry = new StreamWriter(zip.CreateEntry($"{number}.csv").Open());
                entry.Write(Head + Row.Replace("1,A1", number + ",A1", StringComparison.Ordinal));
            }
        }

        var summary = (await RunAsync(database, new("uci-online-retail", Shop, [folder]))).Value;

        (summary.Rows, summary.Orders).ShouldBe((4, 4));
    }

    [Fact]
    public async Task An_order_whose_rows_are_strewn_over_the_files_is_put_together()
    {
        await using var database = await OpenAsync();
        string Line(int number, string code) => $"{number},{code},CUP,1,2010-12-01 08:26:00,1.00,,United Kingdom\n";
        File.WriteAllText(Path.Combine(folder, "a.csv"), Head + Line(1, "X1") + Line(2, "X1") + Line(1, "X2") + Line(3, "X1"));
        File.WriteAllText(Path.Combine(folder, "b.csv"), Head + Line(3, "X2") + Line(4, "X1") + Line(1, "X3"));

        var summary = (await RunAsync(database, new("uci-online-retail", Shop, [folder]))).Value;

        (summary.Rows, summary.GoodsRows, summary.Orders, summary.Conflicts).ShouldBe((7, 7, 4, 0));
        (await database.WaitingAsync()).Single(order => order.Order.ExternalNumber == "1").Order.Lines.Select(line => line.Code).ShouldBe(["X1", "X2", "X3"]);
    }

    [Fact]
    public async Task An_order_of_ten_thousand_lines_is_one_order()
    {
        await using var database = await OpenAsync();
        var text = new StringBuilder(Head);
        for (var i = 0; i < 10_000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"1,A{i},CUP,1,2010-12-01 08:26:00,1.01,,United Kingdom\n");

        var summary = (await ImportAsync(database, text.ToString())).Value;

        (summary.Orders, summary.GoodsRows, summary.AmountAccounted).ShouldBe((1, 10_000, 10_100m));
        (await database.WaitingAsync())[0].Order.Lines.Count.ShouldBe(10_000);
    }

    [Fact]
    public async Task An_order_longer_than_any_is_refused_row_by_row_and_the_next_one_is_taken()
    {
        await using var database = await OpenAsync();
        var text = new StringBuilder(Head);
        for (var i = 0; i < 20_500; i++) text.Append("1,A1,CUP,1,2010-12-01 08:26:00,1,,UK\n");

        var summary = (await ImportAsync(database, text.Append(Row.Replace("1,A1", "2,A1", StringComparison.Ordinal)).ToString())).Value;

        (summary.Rows, summary.RefusedRows, summary.Orders).ShouldBe((20_501, 20_500, 1));
        summary.AmountAccounted.ShouldBe(summary.AmountIn);
    }

    [Fact]
    public async Task The_same_file_imported_twice_at_once_stores_each_order_once()
    {
        await using var database = await OpenAsync();
        var text = new StringBuilder(Head);
        for (var i = 0; i < 3_000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},A1,CUP,3,2010-12-01 08:26:00,1.00,b{i % 50},United Kingdom\n");
        for (var i = 0; i < 300; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"C{i},A1,CUP,-1,2010-12-02 08:26:00,1.00,b{i % 50},United Kingdom\n");
        File.WriteAllText(Path.Combine(folder, "a.csv"), text.ToString());

        var summaries = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => RunAsync(database, new("uci-online-retail", Shop, [folder])))));

        summaries.Sum(summary => summary.Value.Orders).ShouldBe(3_000);
        summaries.Sum(summary => summary.Value.Duplicates).ShouldBe(3_000);
        summaries.ShouldAllBe(summary => summary.Value.AmountIn == summary.Value.AmountAccounted && summary.Value.CancelledRows == 300);
        (await database.WaitingAsync()).Sum(order => order.Cancelled.Values.Sum()).ShouldBe(300);
    }

    [Fact]
    public async Task An_import_that_was_stopped_can_be_run_again()
    {
        await using var database = await OpenAsync();
        var text = new StringBuilder(Head);
        for (var i = 0; i < 5_000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},A1,CUP,3,2010-12-01 08:26:00,1.00,,United Kingdom\n");
        File.WriteAllText(Path.Combine(folder, "a.csv"), text.ToString());
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(database, new("uci-online-retail", Shop, [folder]), new At(progress =>
        {
            if (progress.Orders > 0) stop.Cancel();
        }), stop.Token));

        var again = (await RunAsync(database, new("uci-online-retail", Shop, [folder]))).Value;
        again.Orders.ShouldBeGreaterThan(0);
        again.Duplicates.ShouldBeGreaterThan(0);
        (again.Orders + again.Duplicates).ShouldBe(5_000);
        await using var scope = database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<ImportRow>().OrderBy(row => row.Id).Select(row => row.State).ToListAsync(Ct))
            .ShouldBe([ImportState.Failed, ImportState.Done]);
    }

    private async Task<Result<ImportSummary>> ImportAsync(TestDatabase database, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await RunAsync(database, new("uci-online-retail", Shop, []) { Content = content, ContentName = "test.csv", Complete = false });
    }

    private static async Task<Result<ImportSummary>> RunAsync(TestDatabase database, ImportRequest request, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IOrderImport>().RunAsync(request with { Complete = false }, progress, ct);
    }

    private static async Task<List<ImportNoteRow>> NotesAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<ImportNoteRow>().OrderBy(note => note.Id).ToListAsync(Ct);
    }

    private sealed class At(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
