using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Packing;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Transport;

public sealed class CartoniserTests
{
    private static readonly Cartoniser Cartoniser = new(CartonCatalogue.Default);

    [Fact]
    public void One_piece_goes_into_the_smallest_carton_that_takes_it()
    {
        var packed = Cartoniser.Pack([APiece(150, 100, 40, 300)]).ShouldHaveSingleItem();

        packed.Carton!.Code.ShouldBe("C01");
        packed.GrossWeightGrams.ShouldBe(345, "contents and carton");
        packed.Contents.ShouldBe([(new ProductId(1), 1L)]);
    }

    [Fact]
    public void A_piece_that_must_stay_upright_is_not_laid_down()
    {
        Cartoniser.Pack([APiece(100, 40, 150, 300)])[0].Carton!.Code.ShouldBe("C01");
        Cartoniser.Pack([APiece(100, 40, 150, 300) with { KeepUpright = true }])[0].Carton!.Inner.HeightMillimetres.ShouldBeGreaterThanOrEqualTo(150);
    }

    [Fact]
    public void What_fits_no_carton_ships_in_its_own_box()
    {
        var packed = Cartoniser.Pack([APiece(1500, 300, 300, 9_000) with { Quantity = 2 }, APiece(100, 40, 50, 300) with { Product = new(2) }]);

        packed.Select(parcel => parcel.ToParcel().Carton).ShouldBe(["own", "own", "C01"]);
        packed[0].GrossWeightGrams.ShouldBe(9_000);
        packed[0].Outer.ShouldBe(new Dimensions(1500, 300, 300));
    }

    [Fact]
    public void A_heavy_order_is_split_by_weight_though_it_would_fit_one_carton() =>
        Cartoniser.Pack([APiece(100, 100, 100, 10_000) with { Quantity = 6 }]).Count.ShouldBe(2, "30 kg is the most a carton carries");

    [Fact]
    public void Eight_cubes_fill_the_carton_they_were_made_for() =>
        Cartoniser.Pack([APiece(150, 150, 100, 100) with { Quantity = 8 }]).ShouldHaveSingleItem().Carton!.Code.ShouldBe("C06");

    [Fact]
    public void A_thousand_pieces_are_packed_with_bounded_work_and_good_fill()
    {
        var packed = Cartoniser.Pack([.. Enumerable.Range(1, 20).Select(i => APiece(40 + (i * 7 % 60), 30 + (i * 11 % 50), 20 + (i * 5 % 40), 20) with { Product = new(i), Quantity = 60 })]);

        packed.Sum(parcel => parcel.Contents.Sum(content => content.Quantity)).ShouldBe(1200);
        var volume = Enumerable.Range(1, 20).Sum(i => 60L * (40 + (i * 7 % 60)) * (30 + (i * 11 % 50)) * (20 + (i * 5 % 40)));
        (volume * 100 / packed.Sum(parcel => parcel.Carton!.Room.Volume)).ShouldBeGreaterThan(80, "percent of the cartons' room");
    }

    [Fact]
    public void Nothing_overlaps_sticks_out_weighs_too_much_stands_wrongly_or_gets_lost() =>
        Prop.ForAll(Orders(), (PackItem[] items) => Check(items, Cartoniser.Pack(items))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_goods_are_packed_the_same_whatever_was_packed_before() =>
        Prop.ForAll(Orders(), (PackItem[] items) =>
            Cartoniser.Pack(items).Select(parcel => parcel.Outer).SequenceEqual(new Cartoniser(CartonCatalogue.Default).Pack(items).Select(parcel => parcel.Outer))).QuickCheckThrowOnFailure();

    private static bool Check(PackItem[] items, List<PackedCarton> packed)
    {
        foreach (var parcel in packed)
        {
            if (parcel.Carton is not { } carton) continue;
            var pieces = parcel.Blocks.SelectMany(block => block.Pieces()).ToList();
            for (var i = 0; i < pieces.Count; i++)
                for (var j = 0; j < i; j++) pieces[i].Meets(pieces[j]).ShouldBeFalse("two pieces overlap");

            var room = new Cuboid(0, 0, 0, carton.Room.X, carton.Room.Y, carton.Room.Z);
            pieces.ShouldAllBe(piece => room.Contains(piece));
            var contents = parcel.Blocks.Sum(block => block.Count * items[block.Kind].WeightGrams);
            contents.ShouldBeLessThanOrEqualTo(carton.ContentsMaxGrams);
            parcel.GrossWeightGrams.ShouldBe(contents + carton.TareGrams);
            foreach (var block in parcel.Blocks) CheckTurn(items[block.Kind], block.Piece);
            parcel.Contents.Select(content => content.Quantity).Sum().ShouldBe(parcel.Blocks.Sum(block => block.Count));
        }

        foreach (var product in items.GroupBy(item => item.Product))
            packed.SelectMany(parcel => parcel.Contents).Where(content => content.Product == product.Key).Sum(content => content.Quantity).ShouldBe(product.Sum(item => item.Quantity));
        return true;
    }

    private static void CheckTurn(PackItem item, Extent piece)
    {
        new[] { piece.X, piece.Y, piece.Z }.Order().ShouldBe(new[] { item.Size.LengthMillimetres, item.Size.WidthMillimetres, item.Size.HeightMillimetres }.Order());
        if (item.KeepUpright) piece.Z.ShouldBe(item.Size.HeightMillimetres);
    }

    private static Arbitrary<PackItem[]> Orders()
    {
        var item = from length in Gen.Choose(5, 700)
                   from width in Gen.Choose(5, 450)
                   from height in Gen.Choose(5, 450)
                   from quantity in Gen.Frequency((6, Gen.Choose(1, 3)), (1, Gen.Choose(4, 60)))
                   from weight in Gen.Choose(0, 12_000)
                   from upright in Gen.Elements(true, false, false)
                   select new PackItem(default, quantity, weight, new(length, width, height), upright, BatteryKind.None, false);
        var items = from count in Gen.Choose(1, 9)
                    from list in Gen.ArrayOf(item, count)
                    select list.Select((one, at) => one with { Product = new(at + 1) }).ToArray();
        return Arb.From(items, order => order.Length < 2 ? [] : Enumerable.Range(0, order.Length).Select(without => order.Where((_, at) => at != without).ToArray()));
    }

    private static PackItem APiece(int length, int width, int height, long weightGrams) =>
        new(new(1), 1, weightGrams, new(length, width, height), false, BatteryKind.None, false);
}
