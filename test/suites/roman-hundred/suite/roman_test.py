import unittest

from roman_numerals import arabic, roman


class RomanTest(unittest.TestCase):
    def test_1_is_i(self):
        self.assertEqual(roman(1), "I")

    def test_2_is_ii(self):
        self.assertEqual(roman(2), "II")

    def test_3_is_iii(self):
        self.assertEqual(roman(3), "III")

    def test_4_is_iv(self):
        self.assertEqual(roman(4), "IV")

    def test_5_is_v(self):
        self.assertEqual(roman(5), "V")

    def test_6_is_vi(self):
        self.assertEqual(roman(6), "VI")

    def test_7_is_vii(self):
        self.assertEqual(roman(7), "VII")

    def test_8_is_viii(self):
        self.assertEqual(roman(8), "VIII")

    def test_9_is_ix(self):
        self.assertEqual(roman(9), "IX")

    def test_10_is_x(self):
        self.assertEqual(roman(10), "X")

    def test_11_is_xi(self):
        self.assertEqual(roman(11), "XI")

    def test_14_is_xiv(self):
        self.assertEqual(roman(14), "XIV")

    def test_15_is_xv(self):
        self.assertEqual(roman(15), "XV")

    def test_16_is_xvi(self):
        self.assertEqual(roman(16), "XVI")

    def test_19_is_xix(self):
        self.assertEqual(roman(19), "XIX")

    def test_20_is_xx(self):
        self.assertEqual(roman(20), "XX")

    def test_24_is_xxiv(self):
        self.assertEqual(roman(24), "XXIV")

    def test_27_is_xxvii(self):
        self.assertEqual(roman(27), "XXVII")

    def test_29_is_xxix(self):
        self.assertEqual(roman(29), "XXIX")

    def test_36_is_xxxvi(self):
        self.assertEqual(roman(36), "XXXVI")

    def test_39_is_xxxix(self):
        self.assertEqual(roman(39), "XXXIX")

    def test_40_is_xl(self):
        self.assertEqual(roman(40), "XL")

    def test_44_is_xliv(self):
        self.assertEqual(roman(44), "XLIV")

    def test_48_is_xlviii(self):
        self.assertEqual(roman(48), "XLVIII")

    def test_49_is_xlix(self):
        self.assertEqual(roman(49), "XLIX")

    def test_50_is_l(self):
        self.assertEqual(roman(50), "L")

    def test_59_is_lix(self):
        self.assertEqual(roman(59), "LIX")

    def test_66_is_lxvi(self):
        self.assertEqual(roman(66), "LXVI")

    def test_75_is_lxxv(self):
        self.assertEqual(roman(75), "LXXV")

    def test_88_is_lxxxviii(self):
        self.assertEqual(roman(88), "LXXXVIII")

    def test_90_is_xc(self):
        self.assertEqual(roman(90), "XC")

    def test_93_is_xciii(self):
        self.assertEqual(roman(93), "XCIII")

    def test_99_is_xcix(self):
        self.assertEqual(roman(99), "XCIX")

    def test_100_is_c(self):
        self.assertEqual(roman(100), "C")

    def test_111_is_cxi(self):
        self.assertEqual(roman(111), "CXI")

    def test_141_is_cxli(self):
        self.assertEqual(roman(141), "CXLI")

    def test_149_is_cxlix(self):
        self.assertEqual(roman(149), "CXLIX")

    def test_163_is_clxiii(self):
        self.assertEqual(roman(163), "CLXIII")

    def test_199_is_cxcix(self):
        self.assertEqual(roman(199), "CXCIX")

    def test_246_is_ccxlvi(self):
        self.assertEqual(roman(246), "CCXLVI")

    def test_300_is_ccc(self):
        self.assertEqual(roman(300), "CCC")

    def test_399_is_cccxcix(self):
        self.assertEqual(roman(399), "CCCXCIX")

    def test_400_is_cd(self):
        self.assertEqual(roman(400), "CD")

    def test_402_is_cdii(self):
        self.assertEqual(roman(402), "CDII")

    def test_444_is_cdxliv(self):
        self.assertEqual(roman(444), "CDXLIV")

    def test_499_is_cdxcix(self):
        self.assertEqual(roman(499), "CDXCIX")

    def test_500_is_d(self):
        self.assertEqual(roman(500), "D")

    def test_575_is_dlxxv(self):
        self.assertEqual(roman(575), "DLXXV")

    def test_666_is_dclxvi(self):
        self.assertEqual(roman(666), "DCLXVI")

    def test_789_is_dcclxxxix(self):
        self.assertEqual(roman(789), "DCCLXXXIX")

    def test_888_is_dccclxxxviii(self):
        self.assertEqual(roman(888), "DCCCLXXXVIII")

    def test_900_is_cm(self):
        self.assertEqual(roman(900), "CM")

    def test_911_is_cmxi(self):
        self.assertEqual(roman(911), "CMXI")

    def test_949_is_cmxlix(self):
        self.assertEqual(roman(949), "CMXLIX")

    def test_999_is_cmxcix(self):
        self.assertEqual(roman(999), "CMXCIX")

    def test_1000_is_m(self):
        self.assertEqual(roman(1000), "M")

    def test_1009_is_mix(self):
        self.assertEqual(roman(1009), "MIX")

    def test_1024_is_mxxiv(self):
        self.assertEqual(roman(1024), "MXXIV")

    def test_1066_is_mlxvi(self):
        self.assertEqual(roman(1066), "MLXVI")

    def test_1111_is_mcxi(self):
        self.assertEqual(roman(1111), "MCXI")

    def test_1199_is_mcxcix(self):
        self.assertEqual(roman(1199), "MCXCIX")

    def test_1492_is_mcdxcii(self):
        self.assertEqual(roman(1492), "MCDXCII")

    def test_1666_is_mdclxvi(self):
        self.assertEqual(roman(1666), "MDCLXVI")

    def test_1776_is_mdcclxxvi(self):
        self.assertEqual(roman(1776), "MDCCLXXVI")

    def test_1888_is_mdccclxxxviii(self):
        self.assertEqual(roman(1888), "MDCCCLXXXVIII")

    def test_1918_is_mcmxviii(self):
        self.assertEqual(roman(1918), "MCMXVIII")

    def test_1954_is_mcmliv(self):
        self.assertEqual(roman(1954), "MCMLIV")

    def test_1990_is_mcmxc(self):
        self.assertEqual(roman(1990), "MCMXC")

    def test_1999_is_mcmxcix(self):
        self.assertEqual(roman(1999), "MCMXCIX")

    def test_2000_is_mm(self):
        self.assertEqual(roman(2000), "MM")

    def test_2008_is_mmviii(self):
        self.assertEqual(roman(2008), "MMVIII")

    def test_2014_is_mmxiv(self):
        self.assertEqual(roman(2014), "MMXIV")

    def test_2023_is_mmxxiii(self):
        self.assertEqual(roman(2023), "MMXXIII")

    def test_2207_is_mmccvii(self):
        self.assertEqual(roman(2207), "MMCCVII")

    def test_2345_is_mmcccxlv(self):
        self.assertEqual(roman(2345), "MMCCCXLV")

    def test_2421_is_mmcdxxi(self):
        self.assertEqual(roman(2421), "MMCDXXI")

    def test_2500_is_mmd(self):
        self.assertEqual(roman(2500), "MMD")

    def test_2751_is_mmdccli(self):
        self.assertEqual(roman(2751), "MMDCCLI")

    def test_2888_is_mmdccclxxxviii(self):
        self.assertEqual(roman(2888), "MMDCCCLXXXVIII")

    def test_2999_is_mmcmxcix(self):
        self.assertEqual(roman(2999), "MMCMXCIX")

    def test_3000_is_mmm(self):
        self.assertEqual(roman(3000), "MMM")

    def test_3001_is_mmmi(self):
        self.assertEqual(roman(3001), "MMMI")

    def test_3333_is_mmmcccxxxiii(self):
        self.assertEqual(roman(3333), "MMMCCCXXXIII")

    def test_3456_is_mmmcdlvi(self):
        self.assertEqual(roman(3456), "MMMCDLVI")

    def test_3724_is_mmmdccxxiv(self):
        self.assertEqual(roman(3724), "MMMDCCXXIV")

    def test_3888_is_mmmdccclxxxviii(self):
        self.assertEqual(roman(3888), "MMMDCCCLXXXVIII")

    def test_3900_is_mmmcm(self):
        self.assertEqual(roman(3900), "MMMCM")

    def test_3990_is_mmmcmxc(self):
        self.assertEqual(roman(3990), "MMMCMXC")

    def test_3999_is_mmmcmxcix(self):
        self.assertEqual(roman(3999), "MMMCMXCIX")


class ArabicTest(unittest.TestCase):
    def test_i_is_1(self):
        self.assertEqual(arabic("I"), 1)

    def test_vii_is_7(self):
        self.assertEqual(arabic("VII"), 7)

    def test_xv_is_15(self):
        self.assertEqual(arabic("XV"), 15)

    def test_xxix_is_29(self):
        self.assertEqual(arabic("XXIX"), 29)

    def test_xlix_is_49(self):
        self.assertEqual(arabic("XLIX"), 49)

    def test_xc_is_90(self):
        self.assertEqual(arabic("XC"), 90)

    def test_cxlix_is_149(self):
        self.assertEqual(arabic("CXLIX"), 149)

    def test_cd_is_400(self):
        self.assertEqual(arabic("CD"), 400)

    def test_dclxvi_is_666(self):
        self.assertEqual(arabic("DCLXVI"), 666)

    def test_cmxcix_is_999(self):
        self.assertEqual(arabic("CMXCIX"), 999)

    def test_mcxcix_is_1199(self):
        self.assertEqual(arabic("MCXCIX"), 1199)

    def test_mcmliv_is_1954(self):
        self.assertEqual(arabic("MCMLIV"), 1954)

    def test_mmxxiii_is_2023(self):
        self.assertEqual(arabic("MMXXIII"), 2023)

    def test_mmdccclxxxviii_is_2888(self):
        self.assertEqual(arabic("MMDCCCLXXXVIII"), 2888)

    def test_mmmdccxxiv_is_3724(self):
        self.assertEqual(arabic("MMMDCCXXIV"), 3724)

    def test_round_trip(self):
        for n in range(1, 4000, 37):
            self.assertEqual(arabic(roman(n)), n)


class RefusedTest(unittest.TestCase):
    def test_zero_is_refused(self):
        with self.assertRaises(ValueError) as err:
            roman(0)
        self.assertEqual(err.exception.args[0], "0 has no roman form")

    def test_minus_one_is_refused(self):
        with self.assertRaises(ValueError) as err:
            roman(-1)
        self.assertEqual(err.exception.args[0], "-1 has no roman form")

    def test_four_thousand_is_refused(self):
        with self.assertRaises(ValueError) as err:
            roman(4000)
        self.assertEqual(err.exception.args[0], "4000 has no roman form")

    def test_text_iiii_is_refused(self):
        with self.assertRaises(ValueError) as err:
            arabic("IIII")
        self.assertEqual(err.exception.args[0], "IIII is no roman number")

    def test_text_abc_is_refused(self):
        with self.assertRaises(ValueError) as err:
            arabic("ABC")
        self.assertEqual(err.exception.args[0], "ABC is no roman number")

    def test_empty_text_is_refused(self):
        with self.assertRaises(ValueError) as err:
            arabic("")
        self.assertEqual(err.exception.args[0], " is no roman number")


if __name__ == "__main__":
    unittest.main()
