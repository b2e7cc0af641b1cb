using System.IO.Compression;
using System.Net;
using System.Text;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

/// <summary>What people really send, through the upload of a running server: a reason that names the file, the row and the field; nothing half-stored; the server up.</summary>
[Storage]
public sealed class BadInputTests(BadInputTests.SharedHost shared) : IClassFixture<BadInputTests.SharedHost>
{
    private const string Head = "order,line,sku,description,quantity,unit price,placed at,buyer,country,currency,name,address,city,province,postcode,phone,email,shipping\n";
    private const string Good = "A-1,1,CUP,Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n";

    /// <summary>Files that are refused as a whole: their bytes, and a word of the reason.</summary>
    public static TheoryData<string, byte[], string> Refused() => new()
    {
        { "broken UTF-8", [.. Bytes(Head + Good + "Ä-2,1,CÜP,"), 0xC3, 0x28, .. Bytes(",2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n")], "is not UTF-8" },
        { "another delimiter", Bytes(Head.Replace(',', '^') + Good.Replace(',', '^')), "lacks these columns" },
        { "gzip cut off", Packed(Head + Many(2_000))[..^400], "ends in the middle" },
        { "a zip that is none", [.. "PK\u0003\u0004"u8.ToArray(), .. new byte[200]], "ends in the middle" },
        { "NUL bytes", Bytes(Head + "A-1,1,C\0P,Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n"), "zero bytes" },
        { "a row of 10 MB", Bytes(Head + Good + "A-2,1,CUP," + new string('x', 10 << 20) + ",2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n"), "longer than 512 KB" },
        { "a quote that is never closed", Bytes(Head + Good + "A-2,1,CUP,\"Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n"), "never closed" },
        { "a column twice", Bytes(Head.Replace("phone", "sku", StringComparison.Ordinal) + Good), "twice" },
        { "a column twice beside all others", Bytes(Head.Replace("\n", ",sku\n", StringComparison.Ordinal) + Good.Replace("\n", ",X\n", StringComparison.Ordinal)), "twice" },
        { "JSON instead of rows", Bytes("""[{"order":"A-1"}]"""), "lacks these columns" },
        { "a picture", [0x89, .. "PNG\r\n"u8.ToArray(), 0x1A, 0x0A, 0, 0, 0, 13], "zero bytes" },
        { "a spreadsheet", Workbook(), "spreadsheet" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_with_a_fault_in_its_form_is_refused_whole_with_the_reason(string what, byte[] content, string reason)
    {
        var stored = await StoredAsync(shared.Host);

        var (import, page) = await shared.ImportAsync(content, what + ".csv");

        (import.State, import.Rows, import.Orders).ShouldBe((ImportState.Refused, 0, 0), what);
        import.Error!.ToString().ShouldContain(reason);
        page.ShouldContain(what + ".csv");
        (await StoredAsync(shared.Host)).ShouldBe(stored);
        (await shared.Person.GetAsync("/imports")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Rows that are refused, each with the field and a word of the reason, while the good order beside them is taken.</summary>
    [Theory]
    [InlineData("quantity", "A-2,1,CUP,Cup,two,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,", "is not a whole number")]
    [InlineData("quantity", "A-2,1,CUP,Cup,0,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,", "other than zero")]
    [InlineData("quantity", "A-2,1,CUP,Cup,9223372036854775807,9223372036854,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,", "any order reaches")]
    [InlineData("unit price", "A-2,1,CUP,Cup,1,1.2.3,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,", "an amount with")]
    [InlineData("unit price", "A-2,1,CUP,Cup,1,-3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,", "at least zero")]
    [InlineData("placed at", "A-2,1,CUP,Cup,1,3.50,31/31/2026,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,", "a time like")]
    [InlineData("sku", "A-2,1,,Cup,1,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,", "The field is empty")]
    [InlineData("currency", "A-2,1,CUP,Cup,1,3.50,2026-11-01 10:00,ada,DE,EUROS,Ada,Weg 1,Berlin,,10115,,,", "longer than 3 characters")]
    [InlineData("", "A-2,1,CUP,Cup,1,3.50,2026-11-01 10:00,ada", "The row has 8 fields, the headings have 18")]
    [InlineData("name", "A-2,1,CUP,Cup,1,3.50,2026-11-01 10:00,ada,DE,EUR,A\u0007da,Weg 1,Berlin,,10115,,,", "control characters")]
    public async Task A_row_with_a_fault_refuses_its_order_and_names_row_and_field(string field, string row, string reason)
    {
        var file = $"{field} {reason}.csv";

        var (import, page) = await shared.ImportAsync(Bytes(Head + Good.Replace("A-1", $"G-{field}-{reason[..6]}", StringComparison.Ordinal) + row + "\n"), file);

        (import.State, import.Rows, import.Orders, import.RefusedRows).ShouldBe((ImportState.Done, 2, 1, 1));
        var note = (await shared.Host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportNoteRow>().Where(one => one.ImportId == import.Id).ToListAsync())).ShouldHaveSingleItem();
        (note.File, note.Number).ShouldBe((file, "A-2"));
        note.Line.ShouldBeInRange(2, 3);
        note.Field.ShouldEndWith(field);
        note.Why.ToString().ShouldContain(reason);
        note.WhatToDo.IsEmpty.ShouldBeFalse();
        page.ShouldContain("A-2");
        (await shared.Person.GetStringAsync($"/imports/{import.Id}/refused.csv")).ShouldContain("A-2");
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("He said \"\"no\"\"")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Formulas_quotes_and_markup_in_cells_stay_text(string name)
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        var (import, _) = await ImportAsync(host, person, Bytes(Head + $"A-1,1,CUP,Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,\"{name}\",Weg 1,Berlin,,10115,,,\nA-2,1,\"{name}\",Cup,x,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n"), "plain-csv");

        import.Orders.ShouldBe(1);
        (await WaitingAsync(host)).ShouldHaveSingleItem().Order.ShipTo.Name.ShouldBe(name.Replace("\"\"", "\"", StringComparison.Ordinal));
        (await person.GetStringAsync($"/imports/{import.Id}")).ShouldNotContain("<script>alert");
    }

    [Theory]
    [InlineData("王小明", "南京东路1号", "上海")]
    [InlineData("Мария Иванова", "ул. Ленина 5", "Москва")]
    [InlineData("محمد علي", "شارع الملك 3", "دبي")]
    [InlineData("สมชาย ใจดี", "99 ถนนสุขุมวิท", "กรุงเทพ")]
    [InlineData("Ñandú O’Brien-Łódź", "Straße 1", "Zürich")]
    [InlineData("👩‍👩‍👧 Family", "1 Emoji Way 🏠", "Reykjavík")]
    public async Task Addresses_keep_any_script(string name, string street, string city)
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        await ImportAsync(host, person, Bytes(Head + $"A-1,1,CUP,Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,{name},{street},{city},,10115,,,\n"), "plain-csv");

        var to = (await WaitingAsync(host)).ShouldHaveSingleItem().Order.ShipTo;
        (to.Name, to.Line1, to.City).ShouldBe((name, street, city));
    }

    [Fact]
    public async Task An_order_of_ten_thousand_lines_is_one_order()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();
        var rows = string.Concat(Enumerable.Range(1, 10_000).Select(line => $"A-1,{line},CUP-{line},Cup,1,1.00,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n"));

        var (import, _) = await ImportAsync(host, person, Bytes(Head + rows), "plain-csv");

        (import.State, import.Orders, import.GoodsRows).ShouldBe((ImportState.Done, 1, 10_000));
        (await WaitingAsync(host)).ShouldHaveSingleItem().Order.Lines.Count.ShouldBe(10_000);
    }

    [Fact]
    public async Task Headings_without_rows_are_an_import_of_nothing()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        var (import, _) = await ImportAsync(host, person, Bytes(Head), "plain-csv");

        (import.State, import.Rows, import.Orders, import.RefusedRows).ShouldBe((ImportState.Done, 0, 0, 0));
    }

    [Fact]
    public async Task A_negative_quantity_takes_back_and_a_future_day_and_an_unknown_currency_are_kept_for_the_journey_to_hold()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        var (import, _) = await ImportAsync(host, person, Bytes(Head + Good + "A-1,2,CUP,Cup,-1,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\n"
            + "A-2,1,CUP,Cup,1,3.50,2126-11-01 10:00,ada,DE,EUR,Ada,Weg 1,Berlin,,10115,,,\nA-3,1,CUP,Cup,1,3.50,2026-11-01 10:00,ada,DE,XQZ,Ada,Weg 1,Berlin,,10115,,,\n"), "plain-csv");

        (import.Orders, import.CancelledRows, import.MatchedCancellations, import.RefusedRows).ShouldBe((3, 1, 1, 0));
        var waiting = await WaitingAsync(host);
        waiting.Single(order => order.Order.ExternalNumber == "A-1").Cancelled["1"].ShouldBe(1);
        waiting.Select(order => order.Order.Currency).ShouldContain("XQZ");
    }

    [Fact]
    public async Task The_same_file_twice_at_once_stores_each_order_once_and_sent_again_changes_nothing()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();
        var content = Bytes(Head + Many(700));

        var first = ChannelsHost.UploadAsync(person, content, "plain-csv");
        var cli = host.AskAsync(services =>
        {
            var stream = new MemoryStream(content);
            return services.GetRequiredService<IOrderImport>().RunAsync(new("plain-csv", Front.Shop, []) { Content = stream }, null, CancellationToken.None);
        });
        await Task.WhenAll(first, cli);
        await ChannelsHost.UploadAsync(person, content, "plain-csv");

        var imports = await EndAsync(host, 3);
        (await StoredAsync(host)).ShouldBe(700);
        (imports.Sum(import => import.Orders), imports.Sum(import => import.Duplicates), imports.Sum(import => import.Conflicts)).ShouldBe((700, 1_400, 0));
        (await person.GetStringAsync($"/imports/{imports[^1].Id}")).ShouldContain("known already");
    }

    [Theory]
    [InlineData("entrepot", """{"orders":[{"externalNumber":"A-1","lines":[{"externalLineId":"1","code":"CUP","quantity":"many"}]}]}""")]
    [InlineData("shopify", """{"orders":[{"id":1,"line_items":"none"}]}""")]
    [InlineData("amazon", """[1,2,3]""")]
    [InlineData("entrepot", """{"orders":[{"externalNumber":"A-1","no such field":1}]}""")]
    public async Task JSON_that_fits_no_model_is_refused_with_a_reason(string profile, string json)
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        var (import, _) = await ImportAsync(host, person, Bytes(json), profile);

        import.Orders.ShouldBe(0);
        (import.State == ImportState.Refused ? import.Error!.IsEmpty : import.RefusedRows == 0).ShouldBeFalse();
        (await StoredAsync(host)).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_name_that_is_a_path_or_a_formula_stays_a_name()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var person = await host.OperatorAsync();

        await ChannelsHost.UploadAsync(person, Bytes(Head + Good), "plain-csv", "../../etc/=passwd<b>.csv");

        var import = (await EndAsync(host, 1))[0];
        import.Name.ShouldBe("=passwd<b>.csv");
        (await person.GetStringAsync("/imports")).ShouldNotContain("<b>.csv");
    }

    /// <summary>One server for files that leave nothing behind but their own import.</summary>
    public sealed class SharedHost : IAsyncLifetime
    {
        internal ChannelsHost Host { get; private set; } = null!;
        public HttpClient Person { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await ChannelsHost.StartAsync();
            Person = await Host.OperatorAsync();
        }

        internal async Task<(ImportRow Import, string Page)> ImportAsync(byte[] content, string name)
        {
            (await ChannelsHost.UploadAsync(Person, content, "plain-csv", name)).ShouldBe(HttpStatusCode.SeeOther);
            for (var i = 0; i < 600; i++)
            {
                var import = await Host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportRow>().SingleAsync(row => row.Name == name));
                if (import.FinishedAt is not null) return (import, await Person.GetStringAsync($"/imports/{import.Id}"));
                await Task.Delay(50);
            }

            throw new TimeoutException("The import did not end.");
        }

        public async ValueTask DisposeAsync()
        {
            Person.Dispose();
            await Host.DisposeAsync();
        }
    }

    private static async Task<(ImportRow Import, string Page)> ImportAsync(ChannelsHost host, HttpClient person, byte[] content, string profile)
    {
        (await ChannelsHost.UploadAsync(person, content, profile)).ShouldBe(HttpStatusCode.SeeOther);
        var import = (await EndAsync(host, 1))[0];
        return (import, await person.GetStringAsync($"/imports/{import.Id}"));
    }

    private static async Task<List<ImportRow>> EndAsync(ChannelsHost host, int count)
    {
        for (var i = 0; i < 600; i++)
        {
            var imports = await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ImportRow>().OrderBy(row => row.Id).ToListAsync());
            if (imports.Count == count && imports.TrueForAll(import => import.FinishedAt is not null)) return imports;
            await Task.Delay(100);
        }

        throw new TimeoutException("The imports did not end.");
    }

    private static Task<int> StoredAsync(ChannelsHost host) => host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<IncomingRow>().CountAsync());

    private static Task<IReadOnlyList<WaitingOrder>> WaitingAsync(ChannelsHost host) => host.AskAsync(services => services.GetRequiredService<IWaitingOrders>().NextAsync(10, CancellationToken.None));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Many(int orders) => string.Concat(Enumerable.Range(1, orders).Select(n => $"M-{n},1,CUP,Cup,2,3.50,2026-11-01 10:00,ada,DE,EUR,Ada,Weg {n},Berlin,,10115,,,\n"));

    private static byte[] Packed(string text)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Bytes(text));
        return packed.ToArray();
    }

    private static byte[] Workbook()
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("[Content_Types].xml").Open()) entry.Write("<Types/>"u8);
        return packed.ToArray();
    }
}
